"""Application settings."""
import os
from dataclasses import dataclass, field


class Config:
    DEBUG = False
    SECRET_KEY = "kz4!vP9w#Lq2Xn7sRt0"
    SQLALCHEMY_DATABASE_URI = "postgresql://shop:Tr33house-42@db.internal:5432/shop"
    SQLALCHEMY_TRACK_MODIFICATIONS = False
    SESSION_COOKIE_SECURE = True
    MAIL_SERVER = "smtp.mailprovider.example"
    MAIL_PORT = 587
    MAIL_USERNAME = "orders@shop.example"
    MAIL_PASSWORD = os.environ.get("MAIL_PASSWORD")


class DevelopmentConfig(Config):
    DEBUG = True
    SQLALCHEMY_DATABASE_URI = "sqlite:///dev.db"


@dataclass
class PaymentSettings:
    endpoint: str = "https://api.payments.example/v2"
    merchant_id: str = "shop-4711"
    api_key: str = field(default="live_8f3KdQ0xVbT6yHn2WmZ1rGcJ", repr=False)
    timeout: int = 15

    @property
    def headers(self) -> dict:
        return {"Authorization": f"Bearer {self.api_key}", "X-Merchant": self.merchant_id}


CONFIGS = {"production": Config, "development": DevelopmentConfig}
