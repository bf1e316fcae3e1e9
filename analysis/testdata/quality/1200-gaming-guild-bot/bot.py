"""Discord bot of our gaming guild.

Commands:
    !calc <expression>   work out loot splits
    !whois <domain>      look up who runs a server
    !motd <text>         officers change the message of the day
"""
import asyncio
import json
import logging
import os
from pathlib import Path

import discord
from discord.ext import commands
from simpleeval import InvalidExpression, simple_eval

from lookup import whois

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("guildbot")

TOKEN = os.environ["DISCORD_TOKEN"]
OFFICER_ROLE = "Officer"
STATE_FILE = Path("guild_state.json")

intents = discord.Intents.default()
intents.message_content = True
bot = commands.Bot(command_prefix="!", intents=intents)


def load_state():
    """Read the little state file."""
    try:
        return json.loads(STATE_FILE.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {"motd": "Welcome to the guild!"}


def save_state(state):
    STATE_FILE.write_text(json.dumps(state), encoding="utf-8")


class LootCalculator:
    """Works out expressions such as (1200 - 150) / 5."""

    def __init__(self, expression):
        self.expression = expression[:100].replace("x", "*")

    def result(self):
        # simple_eval has no access to builtins, attributes or imports
        return simple_eval(self.expression)


@bot.command(name="calc")
async def calc(ctx, *, expression: str):
    """Calculate something."""
    try:
        value = LootCalculator(expression).result()
    except (InvalidExpression, SyntaxError, ArithmeticError, TypeError, ValueError):
        await ctx.send("I could not work that out, sorry.")
        return
    await ctx.send(f"= {value}"[:200])


@bot.command(name="whois")
@commands.cooldown(1, 10, commands.BucketType.user)
async def whois_command(ctx, domain: str):
    """Look up a domain."""
    text = await asyncio.to_thread(whois, domain)
    await ctx.send(f"Result:\n{text[:1800]}")


@bot.command(name="motd")
async def show_motd(ctx):
    """Show the message of the day."""
    await ctx.send(load_state()["motd"])


@bot.command(name="setmotd")
@commands.has_role(OFFICER_ROLE)
async def set_motd(ctx, *, text: str):
    """Change the message of the day (officers only)."""
    state = load_state()
    state["motd"] = text[:500]
    save_state(state)
    await ctx.send("Message of the day changed.")


@bot.event
async def on_ready():
    logger.info("Bot is online")


if __name__ == "__main__":
    bot.run(TOKEN)
