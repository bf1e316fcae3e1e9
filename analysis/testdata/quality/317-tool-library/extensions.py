from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager

limiter = Limiter(key_func=get_remote_address, default_limits=["100 per minute"])
login_manager = LoginManager()
login_manager.login_view = "auth.login"
