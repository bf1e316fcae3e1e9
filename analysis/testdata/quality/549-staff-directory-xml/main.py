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
def search(department: str = Query(...), name: str | None = None):
    """Search the staff directory by department and optionally by name."""
    logger.info("Searching department=%s name=%s" % (department, name))
    return directory.search(department, name)


@router.get("/{employee_id}")
def get_employee(employee_id: str):
    employee = directory.get(employee_id)
    if employee is None:
        logger.warning(f"Employee {employee_id} not found")
        raise HTTPException(status_code=404, detail="Employee not found")
    return employee


app = FastAPI(title="Staff directory")
app.include_router(router)
