import torch
from torch import nn


class SentimentNet(nn.Module):
    def __init__(self, vocab_size=30522, hidden=128, classes=3):
        super().__init__()
        self.embedding = nn.EmbeddingBag(vocab_size, hidden)
        self.classifier = nn.Sequential(nn.Linear(hidden, hidden), nn.ReLU(), nn.Linear(hidden, classes))

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        return self.classifier(self.embedding(ids))
