import os

from pymongo import MongoClient

_client = MongoClient(os.environ["MONGO_URI"], serverSelectionTimeoutMS=3000, socketTimeoutMS=5000)
_items = _client["warehouse"]["items"]

PUBLIC = {"_id": 0, "sku": 1, "name": 1, "qty": 1, "bin": 1}


def search_items(filters):
    return list(_items.find(filters, PUBLIC))


def update_item(sku, changes):
    result = _items.update_one({"sku": sku}, {"$set": changes})
    return result.matched_count == 1
