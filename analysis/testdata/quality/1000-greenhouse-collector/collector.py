"""Listens to the sensors in the greenhouse (MQTT) and stores the readings."""
import json
import logging
import os

import mysql.connector
import paho.mqtt.client as mqtt

from alerts import notify

DB_CONFIG = {
    "host": os.environ.get("DB_HOST", "192.168.1.20"),
    "user": "greenhouse",
    "password": os.environ["DB_PASSWORD"],
    "database": "greenhouse",
    "connection_timeout": 5,
}
TOPIC = "greenhouse/+/reading"
FIELDS = ("temperature", "humidity", "soil")

logging.basicConfig(level=logging.INFO)
log = logging.getLogger("collector")


class Store:
    SQL = "INSERT INTO readings (sensor, temperature, humidity, soil) VALUES (%s, %s, %s, %s)"

    def __init__(self, config):
        self.conn = mysql.connector.connect(**config)

    def add(self, sensor, values):
        cur = self.conn.cursor()
        cur.execute(self.SQL, (sensor, *values))
        self.conn.commit()
        cur.close()


def on_connect(client, userdata, flags, reason_code, properties):
    client.subscribe(TOPIC)


def on_message(client, userdata, msg):
    sensor = msg.topic.split("/")[1][:40]
    try:
        reading = json.loads(msg.payload)
        values = [float(reading[name]) for name in FIELDS]
    except (ValueError, KeyError, TypeError):
        log.warning("a sensor sent an unreadable message")
        return
    userdata.add(sensor, values)
    if values[0] > 38:
        notify(f"Sensor {sensor}: {values[0]} degrees")


def main():
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, userdata=Store(DB_CONFIG))
    client.on_connect = on_connect
    client.on_message = on_message
    client.connect("192.168.1.20", 1883, keepalive=60)
    log.info("collector started")
    client.loop_forever()


if __name__ == "__main__":
    main()
