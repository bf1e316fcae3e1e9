import importlib
import logging
import time

import builtin_tasks

logger = logging.getLogger(__name__)


class UnknownTask(LookupError):
    pass


class TaskRunner:
    """Resolves a task name to a callable and runs it."""

    builtin = {
        "thumbnail": builtin_tasks.thumbnail,
        "digest": builtin_tasks.digest,
    }

    def resolve(self, name):
        """Accepts a builtin name or a dotted path such as `package.module:function`."""
        if name in self.builtin:
            return self.builtin[name]
        module_name, _, attr = name.partition(":")
        if not attr:
            raise UnknownTask(name)
        try:
            module = importlib.import_module(module_name)
            return getattr(module, attr)
        except (ImportError, AttributeError) as exc:
            raise UnknownTask(name) from exc

    def run(self, task, params, transform=None):
        started = time.perf_counter()
        result = task(**params)
        if transform:
            result = self._apply(transform, result)
        logger.info("Task finished in %.2fs", time.perf_counter() - started)
        return result

    def _apply(self, source, value):
        scope = {"value": value}
        exec(source, scope)
        return scope.get("result", value)
