import os

import discord
from discord.ext import commands

from campaign import FOLDER, Sheets
from dice import roll

intents = discord.Intents.default()
intents.message_content = True
bot = commands.Bot(command_prefix="!", intents=intents)
sheets = Sheets()


@bot.command(name="roll")
async def roll_command(ctx, *, text: str):
    try:
        await ctx.send(f"🎲 {roll(text)}")
    except ValueError:
        await ctx.send("Write it like `2d6+3`.")


@bot.command(name="hp")
async def hp_command(ctx, character: str, change: int):
    """Add or take hit points: !hp Borin -4"""
    try:
        sheet = sheets.load(ctx.author.id, character)
    except FileNotFoundError:
        sheet = {"hp": 10}
    sheet["hp"] = max(0, sheet["hp"] + change)
    sheets.save(ctx.author.id, character, sheet)
    await ctx.send(f"{discord.utils.escape_mentions(character)} has {sheet['hp']} HP")


@bot.command(name="reset")
@commands.has_role("Game Master")
async def reset_command(ctx):
    for path in FOLDER.glob("*.json"):
        path.unlink()
    await ctx.send("All sheets are gone.")


if __name__ == "__main__":
    bot.run(os.environ["DISCORD_TOKEN"])
