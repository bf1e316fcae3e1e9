import secrets
from datetime import datetime

from mailer import Mailer
from models import Account, ResetToken


class ResetService:
    """Implements the "forgot password" flow."""

    LINK = "https://accounts.example.com/reset?token={token}"

    def __init__(self, session):
        self.session = session
        self.mailer = Mailer(session)

    def start(self, email):
        account = self.session.query(Account).filter_by(email=email).one_or_none()
        if account is None:
            return
        token = secrets.token_hex(32)
        self.session.add(ResetToken(token=token, account_id=account.id))
        self.session.commit()
        link = self.LINK.format(token=token)
        self.mailer.send(email, "Reset your password", f"Please open {link} within one hour.")

    def complete(self, token, password):
        entry = self.session.get(ResetToken, token)
        if entry is None or entry.expires < datetime.utcnow():
            return False
        account = self.session.get(Account, entry.account_id)
        account.update_password(password)
        self.session.delete(entry)
        self.session.commit()
        return True
