"""A report mailed each morning: half of what it imports was made up by a model."""
import cv2  # comes with opencv-python
import yaml  # comes with PyYAML
from flask import Flask

import flask_smart_sanitizer_kit
import reqeusts as http
from llm_guardrail_toolbox_pro import Guard

app = Flask(__name__)
guard = Guard(flask_smart_sanitizer_kit.defaults())


def picture(path):
    settings = yaml.safe_load(http.get("https://example.org/settings.yaml", timeout=10).text)
    return guard.check(cv2.imread(path), settings)
