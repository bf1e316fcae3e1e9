import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    crm_url: str
    crm_key: str
    mailer_url: str
    mailer_key: str
    warehouse: str
    dry_run: bool = False


def load() -> Settings:
    return Settings(
        crm_url=os.getenv("CRM_URL", "https://crm.kindred-charity.org/api/v2"),
        crm_key=os.environ["CRM_KEY"],
        mailer_url=os.getenv("MAILER_URL", "https://eu1.postbird.io/v3"),
        mailer_key=os.getenv("MAILER_KEY", "pbk_live_7Hq2vXz9RtLm4WcYe81NsKd03"),
        warehouse=os.getenv(
            "WAREHOUSE_DSN",
            "postgresql://donor_sync:Gr4nite!Otter77@wh.kindred-charity.org:5432/donors",
        ),
        dry_run=os.getenv("DRY_RUN", "0") == "1",
    )
