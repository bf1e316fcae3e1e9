"""Look-ups for the guild bot, done with command line tools."""
import logging
import re
import subprocess

logger = logging.getLogger("guildbot.lookup")

DOMAIN_RE = re.compile(r"[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9][a-z0-9-]{0,62}){1,4}")
INTERESTING = ("registrar:", "creation date:", "name server:", "registrant country:")


def run_tool(command: list[str]) -> str:
    """Run a command line tool (no shell) and return its output."""
    completed = subprocess.run(command, capture_output=True, text=True, timeout=15)
    return completed.stdout


def shorten(output: str) -> str:
    """Keep only the lines people ask for."""
    lines = [line.strip() for line in output.splitlines()]
    chosen = [line for line in lines if line.lower().startswith(INTERESTING)]
    return "\n".join(chosen[:15]) or "nothing found"


def whois(domain: str) -> str:
    """Return a short whois summary of a domain."""
    domain = domain.lower()
    if not DOMAIN_RE.fullmatch(domain):
        return "that does not look like a domain"
    try:
        return shorten(run_tool(["whois", "--", domain]))
    except subprocess.TimeoutExpired:
        logger.warning("whois timed out")
        return "the look-up took too long"
