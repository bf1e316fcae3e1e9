from typing import Literal

from pydantic import BaseModel, EmailStr, Field


class SingerIn(BaseModel):
    email: EmailStr
    voice: Literal["soprano", "alto", "tenor", "bass"]
    password: str = Field(min_length=10, max_length=72)


class LoginIn(BaseModel):
    email: EmailStr
    password: str = Field(max_length=72)


class SingerOut(BaseModel):
    id: int
    email: EmailStr
    voice: str
