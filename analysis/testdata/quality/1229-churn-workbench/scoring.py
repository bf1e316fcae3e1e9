import joblib
import pandas as pd

FEATURES = ["tenure", "monthly_fee", "support_calls", "contract_months"]


class Workbench:
    def __init__(self):
        self.model = None

    def load_model(self, handle):
        self.model = joblib.load(handle)
        return type(self.model).__name__

    def score(self, frame: pd.DataFrame) -> pd.DataFrame:
        missing = [column for column in FEATURES if column not in frame.columns]
        if missing:
            raise ValueError("missing columns: " + ", ".join(missing))
        scored = frame.copy()
        scored["churn_risk"] = self.model.predict_proba(frame[FEATURES])[:, 1]
        return scored.sort_values("churn_risk", ascending=False)
