from pydantic import BaseModel, ConfigDict


class VolunteerOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    name: str
    on_call: bool
