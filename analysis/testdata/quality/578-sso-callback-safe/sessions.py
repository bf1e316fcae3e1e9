import os

from itsdangerous import BadSignature, URLSafeTimedSerializer

serializer = URLSafeTimedSerializer(os.environ["SESSION_SECRET"], salt="session")


def new_session(sub, email):
    return serializer.dumps({"sub": sub, "email": email})


def read_session(value):
    if not value:
        return None
    try:
        return serializer.loads(value, max_age=8 * 3600)
    except BadSignature:
        return None
