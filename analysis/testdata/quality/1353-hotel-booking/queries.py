from models import Room


def free_rooms(filters):
    clauses = ["r.active = true"]
    if filters["city"]:
        clauses.append("r.city = '%s'" % filters["city"])
    if filters["max_price"]:
        clauses.append("r.price <= " + str(filters["max_price"]))
    where = " AND ".join(clauses)
    return Room.objects.raw("SELECT r.* FROM booking_room r WHERE " + where + " LIMIT 60")
