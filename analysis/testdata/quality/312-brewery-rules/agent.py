"""Fermentation agent: rules come from the broker, the kettle obeys."""
import ast
import json
import logging
import os

import paho.mqtt.client as mqtt

from expr import Expression, ExpressionError

log = logging.getLogger("brewery")
latest = {}
rules = {}


def set_valve(client, argument):
    client.publish("brewery/valve/set", int(argument))


def set_heater(client, argument):
    client.publish("brewery/heater/set", float(argument))


COMMANDS = {"valve": set_valve, "heater": set_heater}


def store_rule(client, body):
    command = body["command"]
    if command not in COMMANDS:
        raise ExpressionError("unknown command")
    rules[body["id"]] = (Expression(body["when"]), command, ast.literal_eval(str(body["argument"])))


def take_reading(client, body):
    latest[body["sensor"]] = float(body["value"])
    for rule_id, (expression, command, argument) in list(rules.items()):
        try:
            if expression.eval(latest):
                COMMANDS[command](client, argument)
        except (ExpressionError, ZeroDivisionError):
            log.warning("rule %s cannot be evaluated", rule_id)


TOPICS = {"brewery/rules": store_rule, "brewery/readings": take_reading}


def on_message(client, userdata, message):
    handler = TOPICS.get(message.topic)
    if handler is None:
        return
    try:
        handler(client, json.loads(message.payload))
    except (KeyError, ValueError, SyntaxError):
        log.warning("bad message on %s", message.topic)


def main():
    logging.basicConfig(level=logging.INFO)
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2)
    client.username_pw_set(os.environ["MQTT_USER"], os.environ["MQTT_PASSWORD"])
    client.on_message = on_message
    client.connect(os.environ.get("MQTT_HOST", "localhost"))
    for topic in TOPICS:
        client.subscribe(topic)
    client.loop_forever()


if __name__ == "__main__":
    main()
