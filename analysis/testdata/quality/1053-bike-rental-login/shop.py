from flask import Blueprint, render_template

from users import get_db

shop = Blueprint("shop", __name__)


@shop.route("/")
def home():
    bikes = get_db().execute(
        "SELECT id, name, price_per_day FROM bikes WHERE available = 1 ORDER BY name LIMIT 50"
    ).fetchall()
    return render_template("home.html", bikes=bikes)
