# D&D helper bot for our discord server
# !roll 2d6   !calc 3 * 4   !note text
import operator
import os
import random
import re

import discord
from discord.ext import commands

from notes import CAMPAIGNS, NoteBook

TOKEN = os.environ["DISCORD_TOKEN"]
DICE = re.compile(r"(\d{1,2})d(\d{1,3})")
SUM = re.compile(r"(-?\d{1,9}) ?([-+*]) ?(-?\d{1,9})")
OPS = {"+": operator.add, "-": operator.sub, "*": operator.mul}

intents = discord.Intents.default()
intents.message_content = True
bot = commands.Bot(command_prefix="!", intents=intents)
notes = NoteBook("notes")


@bot.event
async def on_ready():
    print("bot is online")


@bot.command()
async def roll(ctx, dice: str):
    match = DICE.fullmatch(dice.lower())
    if not match or match[1] == "0" or int(match[2]) < 1:
        await ctx.send("Use something like 2d6")
        return
    rolls = [random.randint(1, int(match[2])) for _ in range(int(match[1]))]
    await ctx.send(f"{rolls} = {sum(rolls)}")


@bot.command()
async def calc(ctx, *, expression: str):
    # two whole numbers and one operator are all we need at the table
    match = SUM.fullmatch(expression.strip())
    if not match:
        await ctx.send("I can't calculate that")
        return
    result = OPS[match[2]](int(match[1]), int(match[3]))
    await ctx.send(f"= {result}")


@bot.command()
async def note(ctx, campaign: str, *, text: str):
    if campaign not in CAMPAIGNS:
        await ctx.send("Campaigns: " + ", ".join(CAMPAIGNS))
        return
    notes.add(campaign, ctx.author.display_name, text)
    await ctx.send("noted!")


bot.run(TOKEN)
