from fastapi import APIRouter, Depends, File, HTTPException, UploadFile
from fastapi.responses import FileResponse
from sqlalchemy.orm import Session

from deps import User, current_user, get_db
from models import Claim
from storage import storage

router = APIRouter(prefix="/claims", tags=["claims"])


def load_claim(claim_id: int, db: Session) -> Claim:
    claim = db.get(Claim, claim_id)
    if claim is None:
        raise HTTPException(404, "Claim not found")
    return claim


@router.post("/{claim_id}/attachments", status_code=201)
def add_attachment(
    claim_id: int,
    file: UploadFile = File(...),
    user: User = Depends(current_user),
    db: Session = Depends(get_db),
):
    claim = load_claim(claim_id, db)
    saved = storage.save(claim.id, file.filename, file.file)
    return {"name": saved.name, "size": saved.stat().st_size}


@router.get("/{claim_id}/attachments")
def get_attachment(
    claim_id: int,
    name: str,
    user: User = Depends(current_user),
    db: Session = Depends(get_db),
):
    claim = load_claim(claim_id, db)
    path = storage.path_of(claim.id, name)
    if not path.is_file():
        raise HTTPException(404, "No such attachment")
    return FileResponse(path)
