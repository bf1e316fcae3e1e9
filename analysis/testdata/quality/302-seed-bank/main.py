from fastapi import Depends, FastAPI, HTTPException, Query

from repo import LotRepo, open_db
from schemas import LotFilter, LotOut, WithdrawRequest

app = FastAPI(title="Seed bank")


def lot_repo():
    with open_db() as conn:
        yield LotRepo(conn)


@app.get("/lots", response_model=list[LotOut])
def lots(f: LotFilter = Depends(), repo: LotRepo = Depends(lot_repo)):
    return repo.search(f)


@app.get("/lots/shelves")
def shelves(ids: str = Query(..., max_length=400), repo: LotRepo = Depends(lot_repo)):
    try:
        return repo.adjacent(ids.split(","))
    except ValueError:
        raise HTTPException(422, "ids must be numbers")


@app.post("/lots/withdraw")
def withdraw(body: WithdrawRequest, repo: LotRepo = Depends(lot_repo)):
    if not body.lots:
        raise HTTPException(422, "Nothing selected")
    try:
        changed = repo.withdraw(body.lots, body.reason)
    except ValueError:
        raise HTTPException(422, "Lot ids must be numbers")
    return {"withdrawn": changed}
