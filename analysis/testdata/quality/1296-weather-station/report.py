#!/usr/bin/env python3
# Weather station report
# Reads the station settings from our club's server and prints a daily summary
# usage: python report.py readings.csv --station hill
import argparse
import csv
import os
import sys
import tempfile

import requests
import yaml

SETTINGS_URL = "https://weather.kaffeekiste.net/stations/"
OUTPUT = "summary.txt"


def load_settings(station):
    # settings are kept by the station owners, everyone can edit their own
    r = requests.get(SETTINGS_URL + "station.yml", params={"station": station}, timeout=15)
    r.raise_for_status()
    return yaml.safe_load(r.text)


def read_rows(path):
    with open(path, newline="") as f:
        for line in csv.DictReader(f):
            try:
                yield {k: float(v) for k, v in line.items() if k != "time"}
            except ValueError:
                # sensor sends "--" when it is asleep
                continue


def derived_values(rows, weights):
    # weights look like  feels: {temp: 1, wind: -0.7}
    totals = {name: 0.0 for name in weights}
    count = 0
    for row in rows:
        count += 1
        for name, parts in weights.items():
            totals[name] += sum(float(w) * row.get(sensor, 0.0) for sensor, w in parts.items())
    return {name: total / count for name, total in totals.items()} if count else {}


def write_summary(summary):
    # write next to the target first, so that readers never see half a file
    with tempfile.NamedTemporaryFile("w", dir=".", suffix=".txt", delete=False) as f:
        for name in sorted(summary):
            f.write("%-12s %8.2f\n" % (name, summary[name]))
    os.replace(f.name, OUTPUT)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("csv_file")
    p.add_argument("--station", default="hill", choices=["hill", "harbour", "school"])
    args = p.parse_args()

    settings = load_settings(args.station)
    summary = derived_values(read_rows(args.csv_file), settings.get("weights", {}))
    if not summary:
        print("no readings")
        return 0
    try:
        write_summary(summary)
    except OSError as err:
        print("could not write the summary:", err, file=sys.stderr)
        return 1
    print("done")
    return 0


if __name__ == "__main__":
    sys.exit(main())
