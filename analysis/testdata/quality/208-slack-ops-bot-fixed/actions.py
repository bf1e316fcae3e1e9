import subprocess

UNITS = {"web": "shop-web.service", "worker": "shop-worker.service", "cron": "shop-cron.service"}


class Refused(Exception):
    pass


def _run(argv):
    done = subprocess.run(argv, capture_output=True, text=True, timeout=20)
    return "```" + (done.stdout or done.stderr)[-2500:] + "```"


def _unit(name):
    try:
        return UNITS[name]
    except KeyError:
        raise Refused(name) from None


def ping(address):
    return _run(["ping", "-c", "3", address])


def tail(name, lines=50):
    # the pipe needs a shell; the unit comes from UNITS and the count is a number
    command = f"journalctl --no-pager -n {lines:d} -u {_unit(name)} | cut -c1-200"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=20)
    return "```" + done.stdout + "```"


def restart(name):
    return _run(["sudo", "systemctl", "restart", _unit(name)])
