"""inkpress-theme: install community themes.

    inkpress-theme install paper --version 1.4.0 --site ./my-blog
"""
import os
import re
import sys

import click

from installer import ThemeInstaller

NAME = re.compile(r"[a-z][a-z0-9-]{1,40}")
VERSION = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){0,2}")


@click.group()
def main():
    """Manage themes of an inkpress site."""


@main.command()
@click.argument("name")
@click.option("--version", default="1.0.0", show_default=True)
@click.option("--site", default=".", type=click.Path(exists=True, file_okay=False))
def install(name: str, version: str, site: str):
    """Install one theme."""
    if not NAME.fullmatch(name) or not VERSION.fullmatch(version):
        click.echo("Invalid theme name or version", err=True)
        sys.exit(2)
    installer = ThemeInstaller(site)
    archive = installer.download(name, version)
    try:
        target = installer.unpack(archive, name)
    finally:
        os.remove(archive)
    manifest = installer.read_manifest(target)
    click.echo(f"Installed {manifest.get('title', name)} by {manifest.get('author', 'unknown')}")


if __name__ == "__main__":
    main()
