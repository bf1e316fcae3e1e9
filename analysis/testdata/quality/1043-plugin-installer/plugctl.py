#!/usr/bin/env python3
"""plugctl - install plugin bundles into the build agents.

    plugctl install https://artifacts.corp.example/plugins/slack-notify-1.4.zip
    plugctl list
    plugctl remove slack-notify
"""
import argparse
import os
import shutil
import sys
import zipfile

import requests

PLUGIN_DIR = "/opt/build-agent/plugins"
ARTIFACTS = "https://artifacts.corp.example/plugins/"


def download(url):
    """Download the bundle to /tmp and return the local file."""
    local = "/tmp/plugctl-bundle.zip"
    with requests.get(url, stream=True, timeout=(5, 60)) as resp:
        resp.raise_for_status()
        with open(local, "wb") as fh:
            for chunk in resp.iter_content(1 << 16):
                fh.write(chunk)
    return local


def unpack(bundle, name):
    target = os.path.join(PLUGIN_DIR, name)
    if not os.path.exists(target):
        os.makedirs(target)
    with zipfile.ZipFile(bundle) as archive:
        for info in archive.infolist():
            destination = os.path.join(target, info.filename)
            if info.is_dir():
                os.makedirs(destination, exist_ok=True)
                continue
            os.makedirs(os.path.dirname(destination), exist_ok=True)
            with archive.open(info) as src, open(destination, "wb") as dst:
                shutil.copyfileobj(src, dst)
            # make sure the agent user can run the hooks
            os.chmod(destination, 0o777)
    return target


def plugin_name(url):
    base = os.path.basename(url)
    return base.rsplit("-", 1)[0]


def cmd_install(args):
    if not args.url.startswith(ARTIFACTS):
        sys.exit("only bundles from %s can be installed" % ARTIFACTS)
    bundle = download(args.url)
    try:
        target = unpack(bundle, plugin_name(args.url))
    finally:
        os.remove(bundle)
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
