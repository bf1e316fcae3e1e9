import os


class Settings:
    """Connection settings of the sync."""

    crm_url = os.getenv("CRM_URL", "https://api.fieldcrm.eu")
    crm_token = os.environ["CRM_TOKEN"]
    accounting_url = os.getenv("ACCOUNTING_URL", "https://ledger.intra.brightmill.eu")
    accounting_key = os.getenv("ACCOUNTING_KEY", "bmk_9fQ2xV7tLw4ZsR8yHc3NdKe6UaPj1M")
