from typing import Annotated, Any

from fastapi import Depends, FastAPI, HTTPException, Path
from pydantic import BaseModel, Field

from loader import PluginLoader, UnknownPlugin
from security import require_admin

app = FastAPI(title="Automation server")
loader = PluginLoader()

PipelineName = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,40}$")]


class RunRequest(BaseModel):
    plugin: str = Field(max_length=40)
    options: dict[str, Any] = {}


class Definition(BaseModel):
    text: str = Field(max_length=20_000)


@app.put("/pipelines/{name}", dependencies=[Depends(require_admin)])
def save_pipeline(name: PipelineName, body: Definition):
    """Store a pipeline definition (YAML)."""
    try:
        definition = loader.parse(body.text)
    except ValueError:
        raise HTTPException(status_code=422, detail="The definition is not valid")
    loader.save(name, definition)
    return {"steps": len(definition.steps)}


@app.post("/plugins/run", dependencies=[Depends(require_admin)])
def run_plugin(body: RunRequest):
    try:
        result = loader.call(body.plugin, body.options)
    except UnknownPlugin:
        raise HTTPException(status_code=404, detail="Plugin not found")
    return {"result": result}
