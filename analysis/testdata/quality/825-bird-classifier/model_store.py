import os

import torch

MODEL_DIR = "models"


class ModelStore:
    def __init__(self, root: str = MODEL_DIR):
        self.root = root
        os.makedirs(root, exist_ok=True)

    def path_for(self, name: str) -> str:
        return os.path.join(self.root, name)

    def save(self, name: str, data: bytes) -> str:
        path = self.path_for(name)
        with open(path, "wb") as out:
            out.write(data)
        return path

    def load(self, name: str):
        model = torch.load(self.path_for(name), weights_only=False)
        model.eval()
        return model
