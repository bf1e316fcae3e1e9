from flask_sqlalchemy import SQLAlchemy

from mailer import Mailer

db = SQLAlchemy()
mail = Mailer()
