"""Invoice desk: a Tkinter window over a local SQLite file, with export to HTML and "open in viewer"."""
import html
import os
import re
import sqlite3
import subprocess
import sys
import tkinter as tk
from decimal import Decimal, InvalidOperation
from pathlib import Path
from tkinter import filedialog, messagebox, ttk

DATA = Path.home() / ".local" / "share" / "invoice-desk"
COLUMNS = {"Number": "number", "Customer": "customer", "Total": "total_cents", "Due": "due"}
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

SCHEMA = """CREATE TABLE IF NOT EXISTS invoices (
    number INTEGER PRIMARY KEY, customer TEXT NOT NULL, total_cents INTEGER NOT NULL, due TEXT NOT NULL)"""

PAGE = """<!doctype html><meta charset="utf-8"><title>Invoice {number}</title>
<h1>Invoice {number}</h1><p>To: {customer}</p><p>Total: {total} EUR, due {due}</p>"""


class Ledger:
    def __init__(self, path):
        self.conn = sqlite3.connect(path, timeout=5)
        self.conn.row_factory = sqlite3.Row
        self.conn.execute(SCHEMA)

    def add(self, customer, total_cents, due):
        with self.conn:
            self.conn.execute(
                "INSERT INTO invoices (customer, total_cents, due) VALUES (?, ?, ?)", (customer, total_cents, due)
            )

    def rows(self, heading, text=""):
        order = COLUMNS[heading]
        return self.conn.execute(
            "SELECT number, customer, total_cents, due FROM invoices WHERE customer LIKE '%' || ? || '%' "
            f"ORDER BY {order} LIMIT 1000",
            (text,),
        ).fetchall()

    def one(self, number):
        return self.conn.execute(
            "SELECT number, customer, total_cents, due FROM invoices WHERE number = ?", (number,)
        ).fetchone()


def open_in_viewer(path):
    path = Path(path).resolve()
    if sys.platform == "win32":
        os.startfile(path)
    else:
        opener = "open" if sys.platform == "darwin" else "xdg-open"
        subprocess.run([opener, str(path)], check=False, timeout=15)


def render(row):
    return PAGE.format(
        number=row["number"],
        customer=html.escape(row["customer"]),
        total=f"{Decimal(row['total_cents']) / 100:.2f}",
        due=html.escape(row["due"]),
    )


class Window(ttk.Frame):
    def __init__(self, root, ledger):
        super().__init__(root, padding=10)
        self.ledger = ledger
        self.sort = "Number"
        self.query = tk.StringVar()
        self.customer, self.total, self.due = tk.StringVar(), tk.StringVar(), tk.StringVar()
        self.pack(fill="both", expand=True)
        ttk.Entry(self, textvariable=self.query).pack(fill="x")
        self.query.trace_add("write", lambda *_: self.refresh())
        self.table = ttk.Treeview(self, columns=list(COLUMNS), show="headings")
        for heading in COLUMNS:
            self.table.heading(heading, text=heading, command=lambda h=heading: self.sort_by(h))
        self.table.pack(fill="both", expand=True)
        for label, var in (("Customer", self.customer), ("Total", self.total), ("Due", self.due)):
            ttk.Label(self, text=label).pack(anchor="w")
            ttk.Entry(self, textvariable=var).pack(fill="x")
        ttk.Button(self, text="Add", command=self.add).pack(side="left")
        ttk.Button(self, text="Export...", command=self.export).pack(side="left")
        self.refresh()

    def sort_by(self, heading):
        self.sort = heading
        self.refresh()

    def refresh(self):
        self.table.delete(*self.table.get_children())
        for row in self.ledger.rows(self.sort, self.query.get()):
            self.table.insert("", "end", iid=str(row["number"]), values=tuple(row))

    def add(self):
        try:
            cents = int(Decimal(self.total.get().replace(",", ".")) * 100)
        except InvalidOperation:
            messagebox.showerror("Invoice desk", "The total is not a number.")
            return
        if not DATE.fullmatch(self.due.get()) or not self.customer.get().strip():
            messagebox.showerror("Invoice desk", "A customer and a date like 2026-01-31 are needed.")
            return
        self.ledger.add(self.customer.get().strip(), cents, self.due.get())
        self.refresh()

    def export(self):
        chosen = self.table.selection()
        if not chosen:
            return
        row = self.ledger.one(int(chosen[0]))
        path = filedialog.asksaveasfilename(defaultextension=".html", initialfile=f"invoice-{row['number']}.html")
        if path:
            Path(path).write_text(render(row), encoding="utf-8")
            open_in_viewer(path)


def main():
    DATA.mkdir(parents=True, exist_ok=True, mode=0o700)
    root = tk.Tk()
    root.title("Invoice desk")
    Window(root, Ledger(DATA / "ledger.db"))
    root.mainloop()


if __name__ == "__main__":
    main()
