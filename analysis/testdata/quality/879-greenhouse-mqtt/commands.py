import subprocess

DEVICES = {"pump": "17", "fan": "27", "lamp": "22"}
STATES = {"on": "1", "off": "0"}


class UnknownCommand(ValueError):
    pass


def run_command(text):
    """'pump on' or 'fan off' switch a relay with the gpio tool."""
    device, _, state = text.partition(" ")
    if device not in DEVICES or state not in STATES:
        raise UnknownCommand
    subprocess.run(
        ["gpio-relay", "--pin", DEVICES[device], "--state", STATES[state]], check=True, timeout=10
    )
