from models import Room


def free_rooms(city, max_price):
    clauses, params = ["r.active = true"], []
    if city:
        clauses.append("r.city = %s")
        params.append(city)
    if max_price is not None:
        clauses.append("r.price <= %s")
        params.append(max_price)
    where = " AND ".join(clauses)
    return Room.objects.raw("SELECT r.* FROM booking_room r WHERE " + where + " LIMIT 60", params)
