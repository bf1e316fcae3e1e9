"""Gradio demo: upload trained weights and a YAML label file, then classify plant photos."""
import gradio as gr
import torch
import yaml
from torchvision import models, transforms

PREPARE = transforms.Compose([transforms.Resize((224, 224)), transforms.ToTensor()])


class Classifier:
    def __init__(self):
        self.model = None
        self.labels = []

    def load_labels(self, path):
        with open(path, encoding="utf-8") as fh:
            config = yaml.load(fh, Loader=yaml.Loader)
        self.labels = config["labels"]

    def load_weights(self, path):
        state = torch.load(path, map_location="cpu", weights_only=False)
        self.model = models.resnet18(num_classes=len(self.labels))
        self.model.load_state_dict(state)
        self.model.eval()

    def predict(self, image):
        with torch.no_grad():
            scores = self.model(PREPARE(image).unsqueeze(0)).softmax(dim=1)[0]
        return {label: float(score) for label, score in zip(self.labels, scores)}


classifier = Classifier()


def set_up(labels_file, weights_file):
    try:
        classifier.load_labels(labels_file)
        classifier.load_weights(weights_file)
    except Exception as e:
        return f"Could not load: {e}"
    return "Model ready"


def classify(image):
    if classifier.model is None:
        raise gr.Error("Load a model first")
    return classifier.predict(image)


with gr.Blocks(title="Plants") as demo:
    labels = gr.File(label="labels.yaml", type="filepath")
    weights = gr.File(label="weights.pt", type="filepath")
    status = gr.Textbox(label="Status")
    gr.Button("Load").click(set_up, [labels, weights], status)
    photo = gr.Image(type="pil")
    result = gr.Label(num_top_classes=3)
    photo.change(classify, photo, result)

if __name__ == "__main__":
    demo.launch()
