#!/usr/bin/env python3
"""
User administration tool for the members database.

Interactive:
    python admin.py
Batch:
    python admin.py --batch users.json
Web export (read only):
    python admin.py --serve 8085
"""
import argparse
import csv
import getpass
import io
import json
import logging
import secrets
import string
import sys
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Dict, List, Optional
from urllib.parse import parse_qsl, urlparse

from sqlalchemy import create_engine, text

import backend

logging.basicConfig(
    level=logging.INFO,
    format="%(asctime)s %(levelname)-7s %(name)s: %(message)s",
    handlers=[logging.FileHandler("admin.log"), logging.StreamHandler()],
)
logger = logging.getLogger("admin")


@dataclass
class Member:
    email: str
    name: str
    role: str = "member"
    password: str = ""
    joined: str = field(default_factory=lambda: date.today().isoformat())

    def validate(self) -> List[str]:
        problems = []
        if "@" not in self.email:
            problems.append("invalid email address")
        if not self.name.strip():
            problems.append("the name is empty")
        if self.role not in {"member", "editor", "admin"}:
            problems.append(f"unknown role {self.role!r}")
        return problems


class Menu:
    """A minimal text menu."""

    def __init__(self, title: str):
        self.title = title
        self.entries: Dict[str, tuple] = {}

    def add(self, key: str, label: str, action):
        self.entries[key] = (label, action)

    def show(self) -> None:
        print(f"\n=== {self.title} ===")
        for key, (label, _) in self.entries.items():
            print(f"  [{key}] {label}")
        print("  [q] quit")

    def loop(self) -> None:
        while True:
            self.show()
            choice = input("> ").strip().lower()
            if choice == "q":
                return
            entry = self.entries.get(choice)
            if entry is None:
                print("Unknown choice")
                continue
            try:
                entry[1]()
            except (KeyError, ValueError) as exc:
                print(f"Error: {exc}")


def generate_password(length: int = 14) -> str:
    alphabet = string.ascii_letters + string.digits
    return "".join(secrets.choice(alphabet) for _ in range(length))


class AdminTool:
    def __init__(self, store: "backend.MemberStore"):
        self.store = store

    # -- actions --------------------------------------------------------
    def create(self):
        member = Member(
            email=input("Email: ").strip(),
            name=input("Name: ").strip(),
            role=input("Role [member]: ").strip() or "member",
        )
        member.password = getpass.getpass("Password (empty to generate): ") or generate_password()
        self._save(member)

    def find(self):
        term = input("Search for: ").strip()
        for row in self.store.search(term):
            print(f"{row.id:>5} {row.email:<30} {row.name}")

    def change_role(self):
        email = input("Email: ").strip()
        role = input("New role: ").strip()
        if role not in {"member", "editor", "admin"}:
            raise ValueError("unknown role")
        changed = self.store.update(email, role=role)
        logger.info("%d rows changed for %s", changed, email)

    def batch(self, path: str):
        with open(path, encoding="utf-8") as handle:
            documents = json.load(handle)
        saved = sum(self._save(Member(**document)) for document in documents)
        print(f"{saved} of {len(documents)} members saved")

    # -- helpers --------------------------------------------------------
    def _save(self, member: Member) -> bool:
        problems = member.validate()
        if problems:
            logger.warning("Member %s rejected: %s", member.email, "; ".join(problems))
            return False
        if not member.password:
            member.password = generate_password()
        logger.info("Saving %r", member)
        self.store.insert(asdict(member))
        return True


class ExportHandler(BaseHTTPRequestHandler):
    store: Optional["backend.MemberStore"] = None

    def _query(self) -> Dict[str, str]:
        return dict(parse_qsl(urlparse(self.path).query))

    def do_GET(self):
        route = urlparse(self.path).path
        handler = {"/members.csv": self.as_csv, "/members.html": self.as_html}.get(route)
        if handler is None:
            self.send_error(404)
            return
        kind, body = handler(self._query())
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body.encode("utf-8"))

    def as_csv(self, query):
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(["id", "email", "name"])
        for row in self.store.search(query.get("q", "")):
            writer.writerow([row.id, row.email, row.name])
        return "text/csv", out.getvalue()

    def as_html(self, query):
        heading = query.get("heading", "Members")
        lines = [f"<h1>{heading}</h1>", "<ul>"]
        for row in self.store.search(query.get("q", "")):
            lines.append(f"<li>{row.name} &lt;{row.email}&gt;</li>")
        lines.append("</ul>")
        return "text/html; charset=utf-8", "\n".join(lines)

    def log_message(self, format, *args):
        logger.debug("%s %s", self.address_string(), datetime.now().isoformat())


def serve(store, port: int):
    handler = type("BoundHandler", (ExportHandler,), {"store": store})
    print(f"Listening on port {port}")
    HTTPServer(("127.0.0.1", port), handler).serve_forever()


def ping(engine) -> bool:
    with engine.connect() as conn:
        return conn.execute(text("SELECT 1")).scalar() == 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default=backend.DEFAULT_URL)
    parser.add_argument("--batch", metavar="FILE")
    parser.add_argument("--serve", metavar="PORT", type=int)
    args = parser.parse_args()

    engine = create_engine(args.url)
    if not ping(engine):
        print("The database does not answer")
        return 1
    store = backend.MemberStore(engine)
    tool = AdminTool(store)
    if args.serve:
        serve(store, args.serve)
        return 0
    if args.batch:
        tool.batch(args.batch)
        return 0

    menu = Menu("Member administration")
    menu.add("c", "create a member", tool.create)
    menu.add("f", "find members", tool.find)
    menu.add("r", "change a role", tool.change_role)
    menu.loop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
