"""Listens to the sensors in the greenhouse (MQTT) and stores the readings."""
import json
import logging

import mysql.connector
import paho.mqtt.client as mqtt

from alerts import notify

DB_CONFIG = {
    "host": "192.168.1.20",
    "user": "greenhouse",
    "password": "Tomate!2024-gh",
    "database": "greenhouse",
    "connection_timeout": 5,
}
TOPIC = "greenhouse/+/reading"

logging.basicConfig(level=logging.INFO)
log = logging.getLogger("collector")


class Store:
    def __init__(self, config):
        self.conn = mysql.connector.connect(**config)

    def add(self, sensor, reading):
        columns = ", ".join(reading.keys())
        values = ", ".join(f"'{v}'" for v in reading.values())
        cur = self.conn.cursor()
        cur.execute(f"INSERT INTO readings (sensor, {columns}) VALUES ('{sensor}', {values})")
        self.conn.commit()
        cur.close()


def on_connect(client, userdata, flags, reason_code, properties):
    client.subscribe(TOPIC)


def on_message(client, userdata, msg):
    reading = json.loads(msg.payload)
    sensor = msg.topic.split("/")[1]
    userdata.add(sensor, reading)
    if float(reading.get("temperature", 0)) > 38:
        notify(f"Sensor {sensor}: {reading['temperature']} degrees")


def main():
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, userdata=Store(DB_CONFIG))
    client.on_connect = on_connect
    client.on_message = on_message
    client.connect("192.168.1.20", 1883, keepalive=60)
    log.info("collector started")
    client.loop_forever()


if __name__ == "__main__":
    main()
