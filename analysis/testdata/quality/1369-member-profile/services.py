def apply_changes(user, changes):
    """Set every field which the client sent and save the user."""
    changed = []
    for field, value in changes.items():
        if hasattr(user, field):
            setattr(user, field, value)
            changed.append(field)
    user.save()
    return changed
