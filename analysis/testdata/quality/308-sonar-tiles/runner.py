import logging
import shlex
import subprocess

log = logging.getLogger("sonar.run")


def run(program, *args, timeout=600):
    argv = [program, *map(str, args)]
    log.info("starting %s", program)
    proc = subprocess.run(argv, capture_output=True, text=True, timeout=timeout)
    if proc.returncode:
        raise RuntimeError(f"{program} failed with {proc.returncode}")
    return proc.stdout


def pipeline(*stages, timeout=600):
    """Joins already split commands into one shell pipeline."""
    line = " | ".join(" ".join(shlex.quote(str(w)) for w in words) for words in stages)
    return subprocess.run(line, shell=True, check=True, capture_output=True, timeout=timeout).stdout
