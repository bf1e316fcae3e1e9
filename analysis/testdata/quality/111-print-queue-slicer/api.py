from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, Field

from slicer import SliceJob, Slicer

router = APIRouter(prefix="/queue", tags=["queue"])
slicer = Slicer()


class SliceRequest(BaseModel):
    model_file: str
    profile: str = "default"
    infill: int = Field(20, ge=0, le=100)


@router.post("/slice")
def slice_model(req: SliceRequest):
    job = SliceJob(model=req.model_file, profile=req.profile, infill=req.infill)
    code = slicer.run(job)
    if code != 0:
        raise HTTPException(500, "Slicing failed")
    return {"status": "sliced"}
