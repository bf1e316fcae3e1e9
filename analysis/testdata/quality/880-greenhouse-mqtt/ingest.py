#!/usr/bin/env python3
"""Stores MQTT measurements of the school greenhouse in PostgreSQL."""
import json
import logging
import os
import re

import paho.mqtt.client as mqtt
import psycopg2

from commands import UnknownCommand, run_command

log = logging.getLogger("ingest")
SENSOR = re.compile(r"[a-z0-9_-]{1,40}")

db = psycopg2.connect(os.environ["GREENHOUSE_DSN"], connect_timeout=5, options="-c statement_timeout=5000")
db.autocommit = True


def store(sensor, value, unit):
    with db.cursor() as cur:
        cur.execute(
            "INSERT INTO measurements (sensor, value, unit) VALUES (%s, %s, %s)",
            (sensor, float(value), str(unit)[:10]),
        )
        cur.execute("UPDATE sensors SET seen = now() WHERE name = %s", (sensor,))


def on_message(client, userdata, msg):
    _, kind, sensor = msg.topic.split("/", 2)
    if not SENSOR.fullmatch(sensor) or len(msg.payload) > 1000:
        return
    try:
        if kind == "command":
            run_command(msg.payload.decode())
        else:
            reading = json.loads(msg.payload)
            store(sensor, reading["value"], reading["unit"])
    except UnknownCommand:
        log.warning("unknown command ignored")
    except (ValueError, KeyError, TypeError):
        log.warning("unreadable measurement from %s", sensor)
    except psycopg2.Error:
        log.exception("measurement could not be stored")


def main():
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id="ingest")
    client.username_pw_set("ingest", os.environ["MQTT_PASSWORD"])
    client.tls_set(ca_certs=os.environ["SCHOOL_CA"])
    client.on_message = on_message
    client.connect("broker.school.lan", 8883, keepalive=60)
    client.subscribe("greenhouse/+/+")
    client.loop_forever()


if __name__ == "__main__":
    main()
