"""Telegram bot for the pantry of a shared flat: /have, /need and /find. Answers only the flat's own chats."""
import functools
import logging
import os
import sqlite3
from contextlib import closing

from telegram import Update
from telegram.constants import ParseMode
from telegram.ext import Application, CommandHandler, ContextTypes
from telegram.helpers import escape_markdown

log = logging.getLogger("pantry")
CHATS = {int(number) for number in os.environ["PANTRY_CHATS"].split(",")}
DB = os.environ.get("PANTRY_DB", "pantry.db")
LISTS = {"have": "stock", "need": "wishes"}


def connect():
    conn = sqlite3.connect(DB, timeout=5)
    conn.row_factory = sqlite3.Row
    return closing(conn)


def flatmates_only(handler):
    @functools.wraps(handler)
    async def guarded(update: Update, context: ContextTypes.DEFAULT_TYPE):
        if update.effective_chat is None or update.effective_chat.id not in CHATS:
            log.warning("a message from a foreign chat was ignored")
            return None
        return await handler(update, context)
    return guarded


def argument(context):
    return " ".join(context.args or ()).strip().lower()[:60]


def adder(command):
    table = LISTS[command]

    @flatmates_only
    async def add(update, context):
        item = argument(context)
        if not item:
            await update.message.reply_text(f"Please write /{command} and what it is.")
            return
        with connect() as conn, conn:
            conn.execute(
                f"INSERT INTO {table} (chat_id, item) VALUES (?, ?) ON CONFLICT DO NOTHING",
                (update.effective_chat.id, item),
            )
        await update.message.reply_text(
            f"*{escape_markdown(item, version=2)}* noted", parse_mode=ParseMode.MARKDOWN_V2
        )

    return add


@flatmates_only
async def find(update, context):
    words = argument(context)
    pattern = words.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    found = []
    with connect() as conn:
        for table in LISTS.values():
            found += conn.execute(
                f"SELECT item FROM {table} WHERE chat_id = ? AND item LIKE ? ESCAPE '!' ORDER BY item LIMIT 20",
                (update.effective_chat.id, f"%{pattern}%"),
            ).fetchall()
    await update.message.reply_text("\n".join(row["item"] for row in found) or "Nothing like that here.")


@flatmates_only
async def gone(update, context):
    with connect() as conn, conn:
        done = conn.execute(
            "DELETE FROM stock WHERE chat_id = ? AND item = ?", (update.effective_chat.id, argument(context))
        ).rowcount
    await update.message.reply_text("Crossed off." if done else "That was not on the list.")


async def on_error(_update, context):
    log.error("a command failed", exc_info=context.error)


def main():
    logging.basicConfig(level=logging.INFO)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # its URLs carry the bot's token
    app = Application.builder().token(os.environ["TELEGRAM_TOKEN"]).read_timeout(20).connect_timeout(10).build()
    for command in LISTS:
        app.add_handler(CommandHandler(command, adder(command)))
    app.add_handler(CommandHandler("find", find))
    app.add_handler(CommandHandler("gone", gone))
    app.add_error_handler(on_error)
    app.run_polling(allowed_updates=["message"])


if __name__ == "__main__":
    main()
