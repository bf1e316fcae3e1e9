import importlib


class JobRunner:
    """Runs "package.module:function" with keyword arguments."""

    def __init__(self):
        self.cache = {}

    def resolve(self, action):
        if action not in self.cache:
            module_name, _, function = action.partition(":")
            module = importlib.import_module(module_name)
            self.cache[action] = getattr(module, function)
        return self.cache[action]

    def run(self, action, args):
        return self.resolve(action)(**args)
