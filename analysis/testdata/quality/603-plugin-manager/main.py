from typing import Any

from fastapi import Depends, FastAPI, HTTPException, Request
from pydantic import BaseModel

from loader import PluginLoader
from security import require_admin

app = FastAPI(title="Automation server")
loader = PluginLoader("plugins")


class RunRequest(BaseModel):
    plugin: str
    action: str = "run"
    options: dict[str, Any] = {}


@app.put("/pipelines/{name}", dependencies=[Depends(require_admin)])
async def save_pipeline(name: str, request: Request):
    """Store a pipeline definition (YAML)."""
    definition = loader.parse((await request.body()).decode())
    loader.save(name, definition)
    return {"steps": len(definition.get("steps", []))}


@app.post("/plugins/run", dependencies=[Depends(require_admin)])
def run_plugin(body: RunRequest):
    try:
        result = loader.call(body.plugin, body.action, body.options)
    except ModuleNotFoundError:
        raise HTTPException(status_code=404, detail="Plugin not found")
    return {"result": result}
