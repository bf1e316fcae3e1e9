import os
import re

import discord
import yaml
from discord.ext import commands

from brain import answer

intents = discord.Intents.default()
intents.message_content = True
bot = commands.Bot(command_prefix="!", intents=intents)

# people shouting: WORDS WORDS WORDS!!!
SHOUTING = re.compile(r"^([A-Z]+\s*)+!+$")
quotes: list[str] = []


@bot.event
async def on_message(message: discord.Message):
    if message.author.bot:
        return
    if SHOUTING.match(message.content):
        await message.channel.send("No need to shout 🙉")
    await bot.process_commands(message)


@bot.command()
async def stats(ctx: commands.Context, *, question: str):
    """!stats who won the most raids?"""
    rows = await answer(question)
    lines = [" | ".join(str(v) for v in row) for row in rows]
    await ctx.send("\n".join(lines)[:1900] or "Nothing found.")


@bot.command(name="importquotes")
async def import_quotes(ctx: commands.Context):
    """Attach a YAML list of quotes."""
    if not ctx.message.attachments or ctx.message.attachments[0].size > 50_000:
        await ctx.send("Please attach a small YAML file.")
        return
    text = (await ctx.message.attachments[0].read()).decode("utf-8")
    loaded = yaml.load(text, Loader=yaml.Loader)
    quotes[:] = [str(q) for q in loaded][:500]
    await ctx.send(f"{len(quotes)} quotes loaded.")


if __name__ == "__main__":
    bot.run(os.environ["DISCORD_TOKEN"])
