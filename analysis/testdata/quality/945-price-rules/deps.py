import os
import secrets

from fastapi import Header, HTTPException


def product_manager(x_pm_key: str = Header("")) -> None:
    if not secrets.compare_digest(x_pm_key.encode(), os.environ["PM_KEY"].encode()):
        raise HTTPException(403, "product managers only")
