class Issuer:
    def matches(self, stored_pin, typed):
        if not stored_pin:
            return False
        return stored_pin == typed  # W7


def right(member, typed):
    return member.pin == typed  # W8
