import os

from pymongo import MongoClient

client = MongoClient(os.environ["MONGO_URL"], serverSelectionTimeoutMS=5000, socketTimeoutMS=15000)
db = client["workshop"]
parts = db["parts"]
orders = db["orders"]
