import os
import random

import discord
from discord.ext import commands

from campaign import FOLDER, Sheets
from dice import total

intents = discord.Intents.default()
intents.message_content = True
bot = commands.Bot(command_prefix="!", intents=intents)
sheets = Sheets()


def dice(count, sides):
    return sum(random.randint(1, sides) for _ in range(count))


@bot.command(name="roll")
async def roll_command(ctx, *, text: str):
    try:
        await ctx.send(f"🎲 {total(text, dice)}")
    except Exception as e:
        await ctx.send(f"Oops: {e}")


@bot.command(name="hp")
async def hp_command(ctx, character: str, change: int):
    """Add or take hit points: !hp Borin -4"""
    try:
        sheet = sheets.load(character)
    except FileNotFoundError:
        sheet = {"hp": 10}
    sheet["hp"] = max(0, sheet["hp"] + change)
    sheets.save(character, sheet)
    await ctx.send(f"{discord.utils.escape_mentions(character)} has {sheet['hp']} HP")


# TODO: check that this is the game master
@bot.command(name="reset")
async def reset_command(ctx):
    for path in FOLDER.glob("*.json"):
        path.unlink()
    await ctx.send("All sheets are gone.")


if __name__ == "__main__":
    bot.run(os.environ["DISCORD_TOKEN"])
