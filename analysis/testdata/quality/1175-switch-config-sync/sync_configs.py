#!/usr/bin/env python3
"""Synchronise switch configurations from the network controller.

Downloads the YAML profile of every switch, keeps a local copy and writes one
start-up configuration per device.

Usage:
    sync_configs.py --controller https://controller.lan --site head-office
"""
from __future__ import annotations

import argparse
import logging
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import requests
import yaml

logger = logging.getLogger("sync")


@dataclass
class Settings:
    controller: str
    site: str
    output: Path
    verify_tls: bool = False  # the controller uses a self-signed certificate


class ControllerClient:
    """Small client for the controller's REST API."""

    def __init__(self, settings: Settings) -> None:
        self.base = settings.controller.rstrip("/")
        self.session = requests.Session()
        self.session.headers["X-Auth"] = os.environ["CONTROLLER_KEY"]
        self.session.verify = settings.verify_tls

    def device_names(self, site: str) -> list[str]:
        response = self.session.get(f"{self.base}/sites/{site}/devices")
        response.raise_for_status()
        return [item["name"] for item in response.json()]

    def profile(self, device: str) -> dict:
        """Download and parse the YAML profile of one device."""
        response = self.session.get(f"{self.base}/profiles/{device}.yaml", timeout=15)
        response.raise_for_status()
        return yaml.load(response.text, Loader=yaml.Loader)


def render(profile: dict) -> str:
    """Build the start-up configuration text."""
    lines = [f"hostname {profile['hostname']}"]
    for vlan in profile.get("vlans", []):
        lines.append(f"vlan {int(vlan['id'])}\n  name {vlan['name']}")
    for port in profile.get("ports", []):
        lines.append(f"interface {port['name']}\n  switchport access vlan {int(port['vlan'])}")
    lines.append(f"snmp-server community {profile['snmp_community']} ro")
    return "\n".join(lines) + "\n"


def write_config(folder: Path, index: int, text: str) -> Path:
    """Write the configuration so that the TFTP daemon can pick it up."""
    target = folder / f"switch-{index:03d}.cfg"
    target.write_text(text, encoding="utf-8")
    os.chmod(target, 0o777)
    return target


def parse_args(argv: list[str] | None = None) -> Settings:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--controller", required=True)
    parser.add_argument("--site", required=True)
    parser.add_argument("--output", type=Path, default=Path("/srv/tftp/configs"))
    args = parser.parse_args(argv)
    return Settings(args.controller, args.site, args.output)


def main() -> int:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    settings = parse_args()
    settings.output.mkdir(parents=True, exist_ok=True)
    client = ControllerClient(settings)
    names = client.device_names(settings.site)
    for index, name in enumerate(names, start=1):
        path = write_config(settings.output, index, render(client.profile(name)))
        logger.info("wrote %s", path)
    logger.info("%d devices synchronised", len(names))
    return 0


if __name__ == "__main__":
    sys.exit(main())
