import os

from peewee import BooleanField, CharField, ForeignKeyField, Model
from playhouse.pool import PooledPostgresqlDatabase

database = PooledPostgresqlDatabase(
    os.environ["DB_NAME"],
    user=os.environ["DB_USER"],
    password=os.environ["DB_PASSWORD"],
    host=os.environ["DB_HOST"],
    max_connections=10,
    timeout=5,
    connect_timeout=5,
)


class Base(Model):
    class Meta:
        database = database


class User(Base):
    email = CharField(unique=True)


class ShoppingList(Base):
    name = CharField(max_length=60)


class Membership(Base):
    user = ForeignKeyField(User)
    shopping_list = ForeignKeyField(ShoppingList)

    class Meta:
        indexes = ((("user", "shopping_list"), True),)


class Item(Base):
    shopping_list = ForeignKeyField(ShoppingList, backref="items", on_delete="CASCADE")
    name = CharField(max_length=80)
    done = BooleanField(default=False)
