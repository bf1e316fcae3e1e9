# D&D helper bot for our discord server
# !roll 2d6   !calc 3*(4+2)   !note text
import random

import discord
from discord.ext import commands

from notes import NoteBook

TOKEN = "MTA4NzY1NDMyMTA5ODc2NTQzMg.GkL2xq.aW7rT0vYc3bPzXn5sEuQ1hJ8fDmK4wRgLo6iVt"

intents = discord.Intents.default()
intents.message_content = True
bot = commands.Bot(command_prefix="!", intents=intents)
notes = NoteBook("notes")


@bot.event
async def on_ready():
    print("bot is online")


@bot.command()
async def roll(ctx, dice: str):
    count, sides = dice.lower().split("d")
    rolls = [random.randint(1, int(sides)) for _ in range(min(int(count), 50))]
    await ctx.send(f"{rolls} = {sum(rolls)}")


@bot.command()
async def calc(ctx, *, expression: str):
    # math made easy
    try:
        result = eval(expression)
    except (SyntaxError, NameError, TypeError, ZeroDivisionError):
        await ctx.send("I can't calculate that")
        return
    await ctx.send(f"= {result}")


@bot.command()
async def note(ctx, campaign: str, *, text: str):
    notes.add(campaign, ctx.author.display_name, text)
    await ctx.send("noted!")


bot.run(TOKEN)
