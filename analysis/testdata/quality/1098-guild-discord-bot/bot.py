import os

import discord
import yaml
from discord.ext import commands

from brain import answer

intents = discord.Intents.default()
intents.message_content = True
bot = commands.Bot(command_prefix="!", intents=intents)

quotes: list[str] = []


def is_shouting(text: str) -> bool:
    return len(text) > 10 and text.endswith("!") and text.isupper()


@bot.event
async def on_message(message: discord.Message):
    if message.author.bot:
        return
    if is_shouting(message.content):
        await message.channel.send("No need to shout 🙉")
    await bot.process_commands(message)


@bot.command()
@commands.cooldown(3, 60, commands.BucketType.user)
async def stats(ctx: commands.Context, *, question: str):
    """!stats who won the most raids?"""
    rows = await answer(question)
    lines = [" | ".join(str(v) for v in row) for row in rows]
    await ctx.send("\n".join(lines)[:1900] or "Nothing found.")


@bot.command(name="importquotes")
@commands.has_permissions(manage_messages=True)
async def import_quotes(ctx: commands.Context):
    """Attach a YAML list of quotes."""
    if not ctx.message.attachments or ctx.message.attachments[0].size > 50_000:
        await ctx.send("Please attach a small YAML file.")
        return
    text = (await ctx.message.attachments[0].read()).decode("utf-8")
    try:
        loaded = yaml.safe_load(text)
    except yaml.YAMLError:
        loaded = None
    if not isinstance(loaded, list):
        await ctx.send("This is not a list of quotes.")
        return
    quotes[:] = [str(q)[:300] for q in loaded][:500]
    await ctx.send(f"{len(quotes)} quotes loaded.")


if __name__ == "__main__":
    bot.run(os.environ["DISCORD_TOKEN"])
