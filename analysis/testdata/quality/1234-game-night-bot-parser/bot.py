"""Discord bot for our game night: dice, points and little mini games."""
import importlib
import os
import random
import re

import discord
from discord.ext import commands

TOKEN = os.environ["DISCORD_TOKEN"]

GAMES = {"hangman": "games_hangman", "quiz": "games_quiz", "twenty": "games_twenty"}
TERM = re.compile(r"([+-]?)(?:(\d{0,2})d(\d{1,3})|(\d{1,4}))")

intents = discord.Intents.default()
intents.message_content = True
bot = commands.Bot(command_prefix="!", intents=intents)


class ScoreBoard:
    MAX_MEMBERS = 500

    def __init__(self):
        self.points = {}

    def add(self, member_id, amount):
        if member_id not in self.points and len(self.points) >= self.MAX_MEMBERS:
            raise OverflowError("score board is full")
        self.points[member_id] = self.points.get(member_id, 0) + amount
        return self.points[member_id]

    def top(self, count=5):
        return sorted(self.points.items(), key=lambda item: item[1], reverse=True)[:count]


board = ScoreBoard()


def evaluate(formula):
    """Adds up terms like 2d6+d20-3."""
    formula = formula.replace(" ", "")[:60]
    total, position = 0, 0
    while position < len(formula):
        match = TERM.match(formula, position)
        if match is None:
            raise ValueError("bad formula")
        sign, count, sides, number = match.groups()
        if number:
            value = int(number)
        else:
            value = sum(random.randint(1, max(1, int(sides))) for _ in range(int(count or 1)))
        total += -value if sign == "-" else value
        position = match.end()
    return total


@bot.event
async def on_ready():
    print("Game night bot is ready")


@bot.command(name="roll")
async def roll(ctx, *, formula: str):
    """!roll 2d6+3"""
    try:
        result = evaluate(formula.lower())
    except ValueError:
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
    module_name = GAMES.get(game)
    if module_name is None:
        await ctx.send("I don't know that game")
        return
    module = importlib.import_module(module_name)
    await module.start(ctx)


if __name__ == "__main__":
    bot.run(TOKEN)
