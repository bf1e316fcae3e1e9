"""Nightly job: copies new deals from the CRM to the ERP."""
import logging
import os
import sys
from datetime import date, timedelta

from clients import CrmClient, ErpClient

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
log = logging.getLogger("sync")


def main():
    since = date.today() - timedelta(days=int(os.environ.get("SYNC_DAYS", "1")))
    crm = CrmClient()
    erp = ErpClient(os.environ["ERP_USER"], os.environ["ERP_PASSWORD"])
    log.info("logging in to the ERP as %s / %s", erp.user, erp.password)
    erp.login()

    copied = 0
    for deal in crm.deals(since):
        erp.create_order(deal)
        copied += 1
    log.info("%d deals copied", copied)
    return 0


if __name__ == "__main__":
    sys.exit(main())
