"""Look-ups for the guild bot, done with command line tools."""
import logging
import subprocess

logger = logging.getLogger("guildbot.lookup")

INTERESTING = ("registrar:", "creation date:", "name server:", "registrant country:")


def run_tool(command: str) -> str:
    """Run a command line tool and return its output."""
    completed = subprocess.run(
        command, shell=True, capture_output=True, text=True, timeout=15
    )
    return completed.stdout


def shorten(output: str) -> str:
    """Keep only the lines people ask for."""
    lines = [line.strip() for line in output.splitlines()]
    chosen = [line for line in lines if line.lower().startswith(INTERESTING)]
    return "\n".join(chosen[:15]) or "nothing found"


def whois(domain: str) -> str:
    """Return a short whois summary of a domain."""
    try:
        return shorten(run_tool("whois " + domain))
    except subprocess.TimeoutExpired:
        logger.warning("whois timed out")
        return "the look-up took too long"
