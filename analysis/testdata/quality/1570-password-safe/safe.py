"""A desktop password safe: one encrypted file, a master password, a small Tkinter window."""
import base64
import json
import os
import secrets
import string
import tempfile
import tkinter as tk
from pathlib import Path
from tkinter import messagebox, simpledialog, ttk

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

VAULT = Path.home() / ".password-safe" / "vault.bin"
SALT_SIZE = 16
MAX_VAULT = 4 * 1024 * 1024
ALPHABET = string.ascii_letters + string.digits + "-_.!+"


def derive(master: str, salt: bytes) -> Fernet:
    key = Scrypt(salt=salt, length=32, n=2**16, r=8, p=1).derive(master.encode())
    return Fernet(base64.urlsafe_b64encode(key))


def generate(length: int = 20) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


class WrongPassword(Exception):
    pass


class Vault:
    def __init__(self, path: Path, master: str):
        self.path = path
        try:
            with path.open("rb") as fh:
                blob = fh.read(MAX_VAULT)
        except FileNotFoundError:
            blob = b""
        self.salt = blob[:SALT_SIZE] or os.urandom(SALT_SIZE)
        self.box = derive(master, self.salt)
        try:
            self.entries = json.loads(self.box.decrypt(blob[SALT_SIZE:])) if blob else {}
        except InvalidToken:
            raise WrongPassword from None

    def save(self):
        """Written to a private temporary file first, then moved over the old one."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        blob = self.salt + self.box.encrypt(json.dumps(self.entries).encode())
        with tempfile.NamedTemporaryFile(dir=self.path.parent, delete=False) as out:
            out.write(blob)
            out.flush()
            os.fsync(out.fileno())
        os.replace(out.name, self.path)


class Window(ttk.Frame):
    CLEAR_AFTER_MS = 20_000

    def __init__(self, root, vault):
        super().__init__(root, padding=8)
        self.vault = vault
        self.pack(fill="both", expand=True)
        self.names = tk.Listbox(self, height=15)
        self.names.pack(fill="both", expand=True)
        for label, command in (("New", self.add), ("Copy", self.copy), ("Delete", self.delete)):
            ttk.Button(self, text=label, command=command).pack(side="left")
        self.refresh()

    def refresh(self):
        self.names.delete(0, "end")
        for name in sorted(self.vault.entries):
            self.names.insert("end", name)

    def chosen(self):
        selection = self.names.curselection()
        return self.names.get(selection[0]) if selection else None

    def add(self):
        name = simpledialog.askstring("New entry", "Name of the site:", parent=self)
        if name and name not in self.vault.entries:
            self.vault.entries[name] = generate()
            self.vault.save()
            self.refresh()

    def copy(self):
        if name := self.chosen():
            self.clipboard_clear()
            self.clipboard_append(self.vault.entries[name])
            self.after(self.CLEAR_AFTER_MS, self.clipboard_clear)

    def delete(self):
        name = self.chosen()
        if name and messagebox.askyesno("Delete", f"Delete the entry {name}?", parent=self):
            del self.vault.entries[name]
            self.vault.save()
            self.refresh()


def main():
    root = tk.Tk()
    root.title("Password safe")
    for _ in range(3):
        master = simpledialog.askstring("Password safe", "Master password:", show="*", parent=root)
        if not master:
            return
        try:
            Window(root, Vault(VAULT, master))
        except WrongPassword:
            messagebox.showerror("Password safe", "Wrong master password.", parent=root)
        else:
            root.mainloop()
            return


if __name__ == "__main__":
    main()
