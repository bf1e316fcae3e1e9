"""Telegram bot for our dormitory: calculator, network check, laundry list."""
import logging
import subprocess

from telegram import Update
from telegram.ext import Application, CommandHandler, ContextTypes

from tools import calculate, parse_host

logging.basicConfig(level=logging.WARNING)

TOKEN = "7214490358:AAF3kQz9xWmV2cLr8TbYp0HsJdN5uEoGi4M"
laundry: list[str] = []


async def calc(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    expression = " ".join(context.args)
    await update.message.reply_text(f"= {calculate(expression)}")


async def ping(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    host = parse_host(context.args)
    result = subprocess.check_output(f"ping -c 3 {host}", shell=True, text=True, timeout=20)
    await update.message.reply_text(result)


async def wash(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    laundry.append(update.effective_user.first_name)
    await update.message.reply_text(f"You are number {len(laundry)} in the queue")


def main() -> None:
    app = Application.builder().token(TOKEN).build()
    app.add_handler(CommandHandler("calc", calc))
    app.add_handler(CommandHandler("ping", ping))
    app.add_handler(CommandHandler("wash", wash))
    app.run_polling()


if __name__ == "__main__":
    main()
