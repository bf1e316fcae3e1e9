from fastapi import APIRouter, HTTPException, Query

from renderer import PreviewJob, View, disk_usage, render

router = APIRouter(prefix="/previews")


@router.post("/{model_id}")
def make_preview(model_id: int, view: View = View.front, width: int = Query(640, le=2000)):
    if not render(PreviewJob(model_id, view, width)):
        raise HTTPException(500, "Rendering failed")
    return {"preview": f"/static/previews/{model_id}.png"}


@router.get("/disk")
def disk():
    return {"used": disk_usage()}
