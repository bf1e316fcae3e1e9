#!/usr/bin/env python3
"""plugctl - install plugin bundles into the build agents.

    plugctl install https://artifacts.corp.example/plugins/slack-notify-1.4.zip
    plugctl list
    plugctl remove slack-notify
"""
import argparse
import os
import re
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

import requests

PLUGIN_DIR = "/opt/build-agent/plugins"
ARTIFACTS = "https://artifacts.corp.example/plugins/"
MAX_BUNDLE = 100 * 1024 * 1024
BUNDLE_URL = re.compile(re.escape(ARTIFACTS) + r"([a-z][a-z0-9-]{1,40})-[0-9]+[.][0-9]+[.]zip")


def download(url, fh):
    """Download the bundle into the open file."""
    total = 0
    with requests.get(url, stream=True, timeout=(5, 60), allow_redirects=False) as resp:
        resp.raise_for_status()
        for chunk in resp.iter_content(1 << 16):
            total += len(chunk)
            if total > MAX_BUNDLE:
                sys.exit("bundle is larger than 100 MB")
            fh.write(chunk)
    fh.seek(0)


def unpack(bundle, name):
    target = (Path(PLUGIN_DIR) / name).resolve()
    target.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(bundle) as archive:
        members = [m for m in archive.infolist() if not m.is_dir()]
        if sum(m.file_size for m in members) > 4 * MAX_BUNDLE:
            sys.exit("bundle unpacks to too much data")
        for info in members:
            destination = (target / info.filename).resolve()
            if not destination.is_relative_to(target):
                sys.exit("bundle contains a path outside the plugin folder")
            destination.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(info) as src, open(destination, "wb") as dst:
                shutil.copyfileobj(src, dst)
            os.chmod(destination, 0o750)
    return target


def cmd_install(args):
    match = BUNDLE_URL.fullmatch(args.url)
    if match is None:
        sys.exit("only bundles from %s can be installed" % ARTIFACTS)
    with tempfile.TemporaryFile(suffix=".zip") as bundle:
        download(args.url, bundle)
        target = unpack(bundle, match.group(1))
    print("installed to", target)


def cmd_list(_args):
    for name in sorted(os.listdir(PLUGIN_DIR)):
        print(name)


def cmd_remove(args):
    installed = os.listdir(PLUGIN_DIR)
    if args.name not in installed:
        sys.exit("no such plugin")
    shutil.rmtree(os.path.join(PLUGIN_DIR, args.name))
    print("removed")


def main():
    parser = argparse.ArgumentParser(prog="plugctl")
    sub = parser.add_subparsers(required=True)
    p = sub.add_parser("install")
    p.add_argument("url")
    p.set_defaults(func=cmd_install)
    p = sub.add_parser("list")
    p.set_defaults(func=cmd_list)
    p = sub.add_parser("remove")
    p.add_argument("name")
    p.set_defaults(func=cmd_remove)
    args = parser.parse_args()
    args.func(args)


if __name__ == "__main__":
    main()
