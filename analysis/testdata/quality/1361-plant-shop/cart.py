class Cart:
    def __init__(self):
        self.items = {}

    def add(self, plant_id, price, qty):
        old_qty = self.items.get(plant_id, (0, price))[0]
        self.items[plant_id] = (old_qty + qty, price)

    def total(self):
        return sum(qty * price for qty, price in self.items.values())
