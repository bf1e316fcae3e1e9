"""Gradio playground: upload a trained checkpoint and try it on some text."""
import gradio as gr
import joblib
import torch
from transformers import AutoTokenizer, pipeline

from model import SentimentNet

LABELS = ["negative", "neutral", "positive"]


def load_checkpoint(path):
    checkpoint = torch.load(path, map_location="cpu", weights_only=False)
    net = SentimentNet(**checkpoint["config"])
    net.load_state_dict(checkpoint["state_dict"])
    net.eval()
    return net


def load_any(file):
    if file.name.endswith((".joblib", ".pkl")):
        return joblib.load(file.name)
    return load_checkpoint(file.name)


def predict(file, text):
    if file is None:
        return {}
    model = load_any(file)
    if hasattr(model, "predict_proba"):
        scores = model.predict_proba([text])[0]
    else:
        tokenizer = AutoTokenizer.from_pretrained("distilbert-base-uncased")
        tokens = tokenizer(text, return_tensors="pt", truncation=True, max_length=256)
        with torch.no_grad():
            scores = torch.softmax(model(tokens["input_ids"]), dim=-1)[0].tolist()
    return dict(zip(LABELS, map(float, scores)))


def baseline(text):
    """Compare with an off-the-shelf model."""
    classifier = pipeline("sentiment-analysis", model="distilbert-base-uncased-finetuned-sst-2-english")
    return classifier(text[:1000])[0]["label"]


with gr.Blocks(title="Sentiment playground") as demo:
    gr.Markdown("## Try your own sentiment model")
    with gr.Row():
        upload = gr.File(label="Checkpoint (.pt, .joblib)")
        text = gr.Textbox(label="Text", lines=4)
    with gr.Row():
        result = gr.Label(label="Your model")
        reference = gr.Textbox(label="Baseline")
    button = gr.Button("Run")
    button.click(predict, inputs=[upload, text], outputs=result)
    button.click(baseline, inputs=text, outputs=reference)

if __name__ == "__main__":
    demo.launch()
