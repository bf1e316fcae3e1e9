import subprocess
from functools import partial


class UnknownAction(Exception):
    pass


def _run(command, argument=""):
    result = subprocess.run(
        command % argument if "%s" in command else command,
        shell=True,
        capture_output=True,
        text=True,
        timeout=20,
    )
    if result.returncode:
        raise UnknownAction(result.stderr)
    return "```" + result.stdout[-2500:] + "```"


def _help(_):
    return "Commands: " + ", ".join(sorted(ACTIONS))


ACTIONS = {
    "help": _help,
    "uptime": partial(_run, "uptime"),
    "ping": partial(_run, "ping -c 3 %s"),
    "logs": partial(_run, "journalctl --no-pager -n 50 -u %s"),
}
