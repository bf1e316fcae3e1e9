"""Discord bot for our game night: dice, points and little mini games."""
import importlib
import os
import random

import discord
from discord.ext import commands

TOKEN = os.environ["DISCORD_TOKEN"]

intents = discord.Intents.default()
intents.message_content = True
bot = commands.Bot(command_prefix="!", intents=intents)


class ScoreBoard:
    def __init__(self):
        self.points = {}

    def add(self, member_id, amount):
        self.points[member_id] = self.points.get(member_id, 0) + amount
        return self.points[member_id]

    def top(self, count=5):
        return sorted(self.points.items(), key=lambda item: item[1], reverse=True)[:count]


board = ScoreBoard()


def evaluate(formula):
    # d20 -> a random number between 1 and 20, the rest is normal math
    for sides in (4, 6, 8, 10, 12, 20):
        formula = formula.replace(f"d{sides}", str(random.randint(1, sides)))
    return eval(formula)


@bot.event
async def on_ready():
    print(f"Logged in as {bot.user} with token {TOKEN}")


@bot.command(name="roll")
async def roll(ctx, *, formula: str):
    """!roll 2*d6+3"""
    try:
        result = evaluate(formula.lower().strip())
    except (SyntaxError, NameError, ZeroDivisionError):
        await ctx.send("I don't understand that roll 🎲")
        return
    await ctx.send(f"{ctx.author.display_name} rolled **{result}**")


@bot.command(name="points")
async def points(ctx, member: discord.Member, amount: int):
    total = board.add(member.id, max(-10, min(10, amount)))
    await ctx.send(f"{member.display_name} now has {total} points")


@bot.command(name="play")
async def play(ctx, game: str):
    """!play hangman - every game is a module with an async start(ctx)"""
    try:
        module = importlib.import_module(game)
        await module.start(ctx)
    except (ImportError, AttributeError):
        await ctx.send("I don't know that game")


if __name__ == "__main__":
    bot.run(TOKEN)
