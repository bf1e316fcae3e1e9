import hashlib
import secrets
from datetime import datetime

from mailer import Mailer
from models import Account, ResetToken


def digest(token):
    return hashlib.sha256(token.encode()).hexdigest()


class ResetService:
    LINK = "https://accounts.example.com/reset?token={token}"

    def __init__(self, session):
        self.session = session
        self.mailer = Mailer(session)

    def start(self, email):
        account = self.session.query(Account).filter_by(email=email).one_or_none()
        if account is None:
            return
        token = secrets.token_hex(32)
        self.session.add(ResetToken(digest=digest(token), account_id=account.id))
        self.session.commit()
        link = self.LINK.format(token=token)
        self.mailer.send(account.email, "Reset your password", f"Please open {link} within one hour.")

    def complete(self, token, password):
        entry = self.session.get(ResetToken, digest(token))
        if entry is None or entry.expires < datetime.utcnow():
            return False
        self.session.get(Account, entry.account_id).update_password(password)
        self.session.delete(entry)
        self.session.commit()
        return True
