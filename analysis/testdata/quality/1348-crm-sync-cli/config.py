import os


class Settings:
    """Connection settings of the sync."""

    crm_url = os.getenv("CRM_URL", "https://api.fieldcrm.eu")
    crm_token = os.environ["CRM_TOKEN"]
    accounting_url = os.getenv("ACCOUNTING_URL", "https://ledger.intra.brightmill.eu")
    accounting_key = os.environ["ACCOUNTING_KEY"]
    ca_bundle = os.getenv("ACCOUNTING_CA", "/etc/ssl/certs/brightmill-ca.pem")
