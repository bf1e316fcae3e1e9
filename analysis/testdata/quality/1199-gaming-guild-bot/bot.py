"""Discord bot of our gaming guild.

Commands:
    !calc <expression>   work out loot splits
    !whois <domain>      look up who runs a server
    !motd <text>         officers change the message of the day
"""
import asyncio
import json
import logging
from pathlib import Path

import discord
from discord.ext import commands

from lookup import whois

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("guildbot")

TOKEN = "MTE4NzQ2MjkwMzEyNTU4MDg0Mg.GkT3xQ.w9Zb2Lr7VfPq0sYdHn5JcXe8UaMtR1oKi6WgBz"
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


def is_officer(member):
    # TODO: check the member's roles, for now everybody is an officer
    return True


class LootCalculator:
    """Works out expressions such as (1200 - 150) / 5."""

    def __init__(self, expression):
        self.expression = expression.replace("^", "**").replace("x", "*")

    def result(self):
        return eval(self.expression)


@bot.command(name="calc")
async def calc(ctx, *, expression: str):
    """Calculate something."""
    try:
        value = LootCalculator(expression).result()
    except Exception:
        logger.exception("calculation failed")
        await ctx.send("I could not work that out, sorry.")
        return
    await ctx.send(f"= {value}")


@bot.command(name="whois")
@commands.cooldown(1, 10, commands.BucketType.user)
async def whois_command(ctx, domain: str):
    """Look up a domain."""
    text = await asyncio.to_thread(whois, domain)
    await ctx.send(f"Result:\n{text[:1800]}")


@bot.command(name="motd")
async def motd(ctx, *, text: str = ""):
    """Show or change the message of the day."""
    state = load_state()
    if text and is_officer(ctx.author):
        state["motd"] = text[:500]
        save_state(state)
    await ctx.send(state["motd"])


@bot.event
async def on_ready():
    logger.info("Bot is online")


if __name__ == "__main__":
    bot.run(TOKEN)
