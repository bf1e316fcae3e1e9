from fastapi import APIRouter, Depends, File, HTTPException, UploadFile
from fastapi.responses import FileResponse
from sqlalchemy import select
from sqlalchemy.orm import Session

from deps import User, current_user, get_db
from models import Attachment, Claim
from storage import RejectedFile, storage

router = APIRouter(prefix="/claims", tags=["claims"])


def own_claim(
    claim_id: int, user: User = Depends(current_user), db: Session = Depends(get_db)
) -> Claim:
    claim = db.scalar(select(Claim).where(Claim.id == claim_id, Claim.owner_id == user.id))
    if claim is None:
        raise HTTPException(404, "Claim not found")
    return claim


@router.post("/{claim_id}/attachments", status_code=201)
def add_attachment(
    file: UploadFile = File(...),
    claim: Claim = Depends(own_claim),
    db: Session = Depends(get_db),
):
    try:
        stored_name = storage.save(claim.id, file.content_type, file.file)
    except RejectedFile:
        raise HTTPException(422, "Only PDF, JPEG and PNG files up to 10 MB are accepted")
    attachment = Attachment(
        claim_id=claim.id,
        stored_name=stored_name,
        title=(file.filename or "attachment")[:200],
    )
    db.add(attachment)
    db.commit()
    return {"id": attachment.id, "title": attachment.title}


@router.get("/{claim_id}/attachments/{attachment_id}")
def get_attachment(
    attachment_id: int,
    claim: Claim = Depends(own_claim),
    db: Session = Depends(get_db),
):
    attachment = db.scalar(
        select(Attachment).where(
            Attachment.id == attachment_id, Attachment.claim_id == claim.id
        )
    )
    if attachment is None:
        raise HTTPException(404, "No such attachment")
    return FileResponse(storage.path_of(claim.id, attachment.stored_name))
