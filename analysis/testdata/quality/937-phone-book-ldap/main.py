import logging
import os
import secrets

from fastapi import Depends, FastAPI, HTTPException, Query
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from directory import PhoneBook

app = FastAPI()
bearer = HTTPBearer()
book = PhoneBook()
log = logging.getLogger("phonebook")


def employee(credentials: HTTPAuthorizationCredentials = Depends(bearer)) -> None:
    if not secrets.compare_digest(credentials.credentials.encode(), os.environ["INTRANET_TOKEN"].encode()):
        raise HTTPException(401)


@app.get("/people", dependencies=[Depends(employee)])
def people(name: str = Query(min_length=2, max_length=60), department: str | None = None):
    log.info(f"phone book search for {name}")
    return book.find(name, department)
