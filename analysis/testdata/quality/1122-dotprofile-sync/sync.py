import os
import sys

import click
import requests
import yaml

from remote import ProfileRemote
from shell_profile import Profile, ProfileCache


@click.command()
@click.argument("name")
@click.option("--dry-run", is_flag=True)
def sync(name: str, dry_run: bool) -> None:
    """Fetch a shared shell profile and cache it."""
    remote = ProfileRemote(os.environ["DOTPROFILE_TOKEN"])
    try:
        profile = Profile.from_mapping(remote.fetch(name))
    except (requests.RequestException, yaml.YAMLError, ValueError):
        click.echo("Could not fetch the profile", err=True)
        sys.exit(1)
    if dry_run:
        click.echo(profile.summary())
        return
    ProfileCache().store(profile)
    click.echo(f"Stored {profile.summary()}")


if __name__ == "__main__":
    sync()
