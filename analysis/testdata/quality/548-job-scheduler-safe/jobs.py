import logging

logger = logging.getLogger("jobs")


class UnknownJob(LookupError):
    pass


def rebuild_index(full=False):
    logger.info("Rebuilding index, full=%s", bool(full))


def expire_carts(days=30):
    logger.info("Expiring carts older than %d days", int(days))


class JobRunner:
    """Runs one of the registered jobs with keyword arguments."""

    ACTIONS = {
        "rebuild_index": rebuild_index,
        "expire_carts": expire_carts,
    }

    def run(self, action, args):
        try:
            function = self.ACTIONS[action]
        except KeyError:
            raise UnknownJob from None
        return function(**args)
