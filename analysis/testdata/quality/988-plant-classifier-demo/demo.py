"""Gradio demo: upload trained weights and a YAML label file, then classify plant photos."""
import logging

import gradio as gr
import torch
import yaml
from torchvision import models, transforms

PREPARE = transforms.Compose([transforms.Resize((224, 224)), transforms.ToTensor()])
log = logging.getLogger("plants")


class Classifier:
    def __init__(self):
        self.model = None
        self.labels = []

    def load_labels(self, text):
        config = yaml.safe_load(text)
        self.labels = [str(name) for name in config["labels"]][:500]

    def load_weights(self, path):
        state = torch.load(path, map_location="cpu", weights_only=True)
        self.model = models.resnet18(num_classes=len(self.labels))
        self.model.load_state_dict(state)
        self.model.eval()

    def predict(self, image):
        with torch.no_grad():
            scores = self.model(PREPARE(image).unsqueeze(0)).softmax(dim=1)[0]
        return {label: float(score) for label, score in zip(self.labels, scores)}


classifier = Classifier()


def set_up(labels_text, weights_file):
    try:
        classifier.load_labels(labels_text[:20_000])
        classifier.load_weights(weights_file)
    except Exception:
        log.exception("model could not be loaded")
        return "Could not load these files"
    return "Model ready"


def classify(image):
    if classifier.model is None:
        raise gr.Error("Load a model first")
    return classifier.predict(image)


with gr.Blocks(title="Plants") as demo:
    labels = gr.Code(label="labels.yaml", language="yaml")
    weights = gr.File(label="weights.pt", type="filepath")
    status = gr.Textbox(label="Status")
    gr.Button("Load").click(set_up, [labels, weights], status)
    photo = gr.Image(type="pil")
    result = gr.Label(num_top_classes=3)
    photo.change(classify, photo, result)

if __name__ == "__main__":
    demo.launch(max_file_size="100mb")
