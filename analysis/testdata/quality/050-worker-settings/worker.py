"""Worker entry point."""
import argparse
import logging
import signal
import sys
import time

from settings import ConfigurationError, WorkerSettings

logger = logging.getLogger("worker")
running = True


def stop(signum, frame):
    """Finish the current job, then leave the loop."""
    global running
    logger.info("Received signal %d, stopping", signum)
    running = False


def work(settings: WorkerSettings):
    """Pretend to be busy until told to stop."""
    while running:
        logger.debug("Polling queue %s", settings.queue)
        time.sleep(1)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", help="path of worker.toml")
    parser.add_argument("--log-file")
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    logging.basicConfig(level=logging.DEBUG if args.verbose else logging.INFO, filename=args.log_file)

    try:
        settings = WorkerSettings.load(args.config)
    except ConfigurationError as exc:
        print(f"Configuration error: {exc}", file=sys.stderr)
        return 2

    logger.info("Starting %d workers on queue %s", settings.concurrency, settings.queue)
    logger.info("API key is %s", "configured" if settings.api_key else "missing")
    signal.signal(signal.SIGTERM, stop)
    work(settings)
    return 0


if __name__ == "__main__":
    sys.exit(main())
