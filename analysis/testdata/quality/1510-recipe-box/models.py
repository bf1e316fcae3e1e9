import datetime
import os

from peewee import BooleanField, CharField, DateTimeField, ForeignKeyField, IntegerField, Model, SqliteDatabase, TextField

database = SqliteDatabase(os.environ.get("RECIPE_DB", "recipes.db"), pragmas={"foreign_keys": 1}, timeout=5)


class Base(Model):
    class Meta:
        database = database


class Cook(Base):
    email = CharField(unique=True)
    password_hash = CharField()


class Recipe(Base):
    cook = ForeignKeyField(Cook, backref="recipes")
    title = CharField(max_length=120)
    minutes = IntegerField()
    servings = IntegerField(default=4)
    method = TextField()
    published = BooleanField(default=False)
    added = DateTimeField(default=datetime.datetime.now)


class Ingredient(Base):
    recipe = ForeignKeyField(Recipe, backref="ingredients", on_delete="CASCADE")
    name = CharField(max_length=60)
    amount = CharField(max_length=30)
