#!/usr/bin/env python3
"""Stores MQTT measurements of the school greenhouse in PostgreSQL."""
import os
import pickle
import ssl

import paho.mqtt.client as mqtt
import psycopg2

from commands import run_command

db = psycopg2.connect(os.environ["GREENHOUSE_DSN"], connect_timeout=5)
db.autocommit = True


def store(sensor, value, unit):
    with db.cursor() as cur:
        cur.execute(
            "INSERT INTO measurements (sensor, value, unit) VALUES (%s, %s, %s)",
            (sensor, float(value), unit),
        )


def last_seen(table, sensor):
    sql = "UPDATE {} SET seen = now() WHERE name = '{}'".format(table, sensor)
    with db.cursor() as cur:
        cur.execute(sql)


def on_message(client, userdata, msg):
    parts = msg.topic.split("/")
    kind, sensor = parts[1], parts[2]
    if kind == "command":
        run_command(msg.payload.decode())
        return
    try:
        reading = pickle.loads(msg.payload)
        store(sensor, reading["value"], reading["unit"])
        last_seen("sensors", sensor)
    except:
        pass


def main():
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id="ingest")
    client.username_pw_set("ingest", os.environ["MQTT_PASSWORD"])
    client.tls_set(cert_reqs=ssl.CERT_NONE)
    client.tls_insecure_set(True)
    client.on_message = on_message
    client.connect("broker.school.lan", 8883)
    client.subscribe("greenhouse/+/+")
    client.loop_forever()


if __name__ == "__main__":
    main()
