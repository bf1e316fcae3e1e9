"""MQTT bridge: readings come in, valve and fan commands go out."""
import json
import logging
import os
from collections import defaultdict, deque

import paho.mqtt.client as mqtt

from engine import Evaluator, Rule, RuleBook

log = logging.getLogger("greenhouse.bridge")
ACTIONS = {"open_vent": ("vent", "open"), "close_vent": ("vent", "close"), "mist": ("pump", "on")}

history = defaultdict(lambda: deque(maxlen=60))


def mean(sensor):
    values = history[sensor]
    return sum(values) / len(values) if values else 0.0


book = RuleBook(Evaluator({"mean": mean}))


def on_connect(client, userdata, flags, reason_code, properties):
    client.subscribe([("greenhouse/+/reading", 0), ("greenhouse/rules", 1)])


def handle_reading(client, body):
    history[body["sensor"]].append(float(body["value"]))
    readings = {name: values[-1] for name, values in history.items()}
    for action in book.due(readings):
        if action in ACTIONS:
            device, state = ACTIONS[action]
            client.publish(f"greenhouse/{device}/set", state)


def handle_rule(client, body):
    if body.get("deleted"):
        book.drop(body["name"])
        return
    book.put(Rule.from_dict(body))
    log.info("rule %s stored", body["name"])


def on_message(client, userdata, message):
    handler = handle_rule if message.topic == "greenhouse/rules" else handle_reading
    try:
        handler(client, json.loads(message.payload))
    except (ValueError, KeyError):
        log.warning("ignored a message on %s", message.topic)


def main():
    logging.basicConfig(level=logging.INFO)
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2)
    client.username_pw_set(os.environ["MQTT_USER"], os.environ["MQTT_PASSWORD"])
    client.on_connect = on_connect
    client.on_message = on_message
    client.connect(os.environ.get("MQTT_HOST", "localhost"), 1883)
    client.loop_forever()


if __name__ == "__main__":
    main()
