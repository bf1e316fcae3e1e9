import os

from pymongo import MongoClient

client = MongoClient(
    os.environ["MONGO_URI"], serverSelectionTimeoutMS=3000, socketTimeoutMS=5000, connectTimeoutMS=3000
)
database = client["gym"]
members = database["members"]
classes = database["classes"]
