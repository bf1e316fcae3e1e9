import argparse
import sys

from pager import Pager
from probe import Probe, Target
from state import StateFile


def main() -> int:
    parser = argparse.ArgumentParser(description="Check TCP services and alert on changes")
    parser.add_argument("targets", nargs="+", type=Target.parse, metavar="HOST:PORT")
    parser.add_argument("--desktop", action="store_true")
    args = parser.parse_args()

    probe, pager, state = Probe(), Pager(), StateFile()
    before = state.load()
    results = [probe.check(target) for target in args.targets]
    for result in results:
        key = f"{result.target.host}:{result.target.port}"
        if not result.up and before.get(key, True):
            pager.page(result)
            if args.desktop:
                pager.popup(result)
    state.save(results)
    return 0 if all(result.up for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
