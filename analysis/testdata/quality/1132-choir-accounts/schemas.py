from typing import Literal

from pydantic import BaseModel, EmailStr, Field, SecretStr


class SingerIn(BaseModel):
    email: EmailStr
    voice: Literal["soprano", "alto", "tenor", "bass"]
    password: SecretStr = Field(min_length=10, max_length=128)


class LoginIn(BaseModel):
    email: EmailStr
    password: SecretStr = Field(max_length=128)


class SingerOut(BaseModel):
    id: int
    email: EmailStr
    voice: str


class TokenOut(BaseModel):
    access_token: str
    token_type: Literal["bearer"] = "bearer"
