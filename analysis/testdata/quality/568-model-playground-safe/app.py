"""Gradio playground: upload trained weights and try them on some text."""
import os

import gradio as gr
import torch
from safetensors.torch import load_file
from transformers import AutoTokenizer, pipeline

from model import SentimentNet

LABELS = ["negative", "neutral", "positive"]
MAX_BYTES = 200 * 1024 * 1024

# Loaded once, when the process starts
TOKENIZER = AutoTokenizer.from_pretrained("distilbert-base-uncased")
BASELINE = pipeline("sentiment-analysis", model="distilbert-base-uncased-finetuned-sst-2-english")


def load_weights(path):
    if os.path.getsize(path) > MAX_BYTES:
        raise gr.Error("The file is too large")
    if path.endswith(".safetensors"):
        state = load_file(path, device="cpu")
    else:
        state = torch.load(path, map_location="cpu", weights_only=True)
    net = SentimentNet()
    net.load_state_dict(state)
    net.eval()
    return net


def predict(file, text):
    if file is None:
        return {}
    net = load_weights(file.name)
    tokens = TOKENIZER(text, return_tensors="pt", truncation=True, max_length=256)
    with torch.no_grad():
        scores = torch.softmax(net(tokens["input_ids"]), dim=-1)[0].tolist()
    return dict(zip(LABELS, map(float, scores)))


def baseline(text):
    """Compare with an off-the-shelf model."""
    return BASELINE(text[:1000])[0]["label"]


with gr.Blocks(title="Sentiment playground") as demo:
    gr.Markdown("## Try your own sentiment model")
    with gr.Row():
        upload = gr.File(label="Weights", file_types=[".safetensors", ".pt"])
        text = gr.Textbox(label="Text", lines=4, max_length=2000)
    with gr.Row():
        result = gr.Label(label="Your model")
        reference = gr.Textbox(label="Baseline")
    button = gr.Button("Run")
    button.click(predict, inputs=[upload, text], outputs=result)
    button.click(baseline, inputs=text, outputs=reference)

if __name__ == "__main__":
    demo.queue(max_size=20).launch(max_file_size="200mb")
