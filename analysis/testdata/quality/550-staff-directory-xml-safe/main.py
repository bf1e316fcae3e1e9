import logging
from pathlib import Path

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Query

from auth import require_user
from directory import StaffDirectory

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("staff")

directory = StaffDirectory(Path("data/staff.xml"))
router = APIRouter(prefix="/staff", dependencies=[Depends(require_user)])


@router.get("/search")
def search(department: str = Query(..., max_length=60), name: str | None = Query(None, max_length=60)):
    """Search the staff directory by department and optionally by name."""
    results = directory.search(department, name)
    logger.info("Directory search returned %d entries", len(results))
    return results


@router.get("/{employee_id}")
def get_employee(employee_id: int):
    employee = directory.get(employee_id)
    if employee is None:
        logger.warning("Employee %d not found", employee_id)
        raise HTTPException(status_code=404, detail="Employee not found")
    return employee


app = FastAPI(title="Staff directory")
app.include_router(router)
