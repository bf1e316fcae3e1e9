PLANTS = [
    {"id": 1, "name": "Monstera", "price": 24.5},
    {"id": 2, "name": "Aloe vera", "price": 9.9},
    {"id": 3, "name": "Calathea", "price": 17.0},
]


def list_plants():
    return PLANTS


def find_plant(plant_id):
    return next((p for p in PLANTS if p["id"] == plant_id), None)
