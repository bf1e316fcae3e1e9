import numpy as np
import onnxruntime as ort
import pandas as pd

FEATURES = ["tenure", "monthly_fee", "support_calls", "contract_months"]


class Workbench:
    def __init__(self):
        self.session = None

    def load_model(self, content: bytes) -> None:
        self.session = ort.InferenceSession(content, providers=["CPUExecutionProvider"])

    def score(self, frame: pd.DataFrame) -> pd.DataFrame:
        missing = [column for column in FEATURES if column not in frame.columns]
        if missing:
            raise ValueError("missing columns: " + ", ".join(missing))
        values = frame[FEATURES].to_numpy(dtype=np.float32)
        input_name = self.session.get_inputs()[0].name
        _, probabilities = self.session.run(None, {input_name: values})
        scored = frame.copy()
        scored["churn_risk"] = np.asarray(probabilities)[:, 1]
        return scored.sort_values("churn_risk", ascending=False)
