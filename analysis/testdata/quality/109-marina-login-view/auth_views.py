from datetime import date, timedelta

from flask import Flask, jsonify, make_response, request
from flask.views import MethodView
from flask_sqlalchemy import SQLAlchemy

BERTHS = 40

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///marina.db"
db = SQLAlchemy(app)


class Skipper(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(120), unique=True, nullable=False)
    password = db.Column(db.String(120), nullable=False)
    boat_name = db.Column(db.String(80))


class Booking(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    skipper_id = db.Column(db.Integer, db.ForeignKey("skipper.id"), nullable=False)
    berth = db.Column(db.Integer, nullable=False)
    arrival = db.Column(db.Date, nullable=False)
    nights = db.Column(db.Integer, nullable=False, default=1)

    def summary(self):
        return {"id": self.id, "berth": self.berth, "arrival": self.arrival.isoformat(), "nights": self.nights}


class LoginView(MethodView):
    def post(self):
        data = request.get_json(silent=True) or {}
        email = data.get("email")
        password = data.get("password")
        if not email or not password:
            return jsonify({"error": "email and password required"}), 400

        skipper = Skipper.query.filter_by(email=email).first()
        if skipper is None or skipper.password != password:
            return jsonify({"error": "Invalid credentials"}), 401

        return jsonify({"message": "Welcome aboard", "boat": skipper.boat_name})


class BerthListView(MethodView):
    def get(self):
        return jsonify([{"berth": n, "free": n % 3 == 0} for n in range(1, 40)])


class BookingView(MethodView):
    """Bookings of one skipper: list, create, cancel."""

    def get(self, skipper_id):
        bookings = Booking.query.filter_by(skipper_id=skipper_id).order_by(Booking.arrival).all()
        return jsonify([b.summary() for b in bookings])

    def post(self, skipper_id):
        data = request.get_json(silent=True) or {}
        try:
            arrival = date.fromisoformat(data["arrival"])
            nights = int(data.get("nights", 1))
        except (KeyError, ValueError):
            return jsonify({"error": "arrival and nights are needed"}), 400
        if not 1 <= nights <= 30:
            return jsonify({"error": "1 to 30 nights"}), 400

        taken = {
            b.berth
            for b in Booking.query.filter(Booking.arrival < arrival + timedelta(days=nights)).all()
            if b.arrival + timedelta(days=b.nights) > arrival
        }
        free = next((n for n in range(1, BERTHS + 1) if n not in taken), None)
        if free is None:
            return jsonify({"error": "The harbour is full"}), 409
        booking = Booking(skipper_id=skipper_id, berth=free, arrival=arrival, nights=nights)
        db.session.add(booking)
        db.session.commit()
        return jsonify(booking.summary()), 201

    def delete(self, skipper_id):
        booking_id = request.args.get("booking", type=int)
        booking = Booking.query.filter_by(id=booking_id, skipper_id=skipper_id).first_or_404()
        db.session.delete(booking)
        db.session.commit()
        return "", 204


class ReceiptView(MethodView):
    def get(self, booking_id):
        booking = Booking.query.get_or_404(booking_id)
        greeting = request.args.get("greeting", "Thank you for staying")
        lines = [f"<tr><td>Berth {booking.berth}</td><td>{booking.nights} nights</td></tr>"]
        if booking.nights > 7:
            lines.append("<tr><td>Weekly discount</td><td>-10 %</td></tr>")
        html = "<h1>{0}</h1><table>{1}</table>".format(greeting, "".join(lines))
        response = make_response(html)
        response.headers["Cache-Control"] = "no-store"
        return response


app.add_url_rule("/api/login", view_func=LoginView.as_view("login"))
app.add_url_rule("/api/berths", view_func=BerthListView.as_view("berths"))
app.add_url_rule("/api/skippers/<int:skipper_id>/bookings", view_func=BookingView.as_view("bookings"))
app.add_url_rule("/bookings/<int:booking_id>/receipt", view_func=ReceiptView.as_view("receipt"))

if __name__ == "__main__":
    with app.app_context():
        db.create_all()
    app.run()
