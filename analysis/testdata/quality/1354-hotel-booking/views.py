from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from forms import BookingForm
from models import Booking, Room
from queries import free_rooms


def _parse_price(value):
    try:
        return Decimal(value)
    except InvalidOperation:
        return None


@login_required
def room_list(request):
    """Show rooms which are free, filtered by city and price."""
    city = request.GET.get("city", "")
    max_price = _parse_price(request.GET.get("max_price", ""))
    rooms = free_rooms(city, max_price)
    return render(request, "booking/rooms.html", {"rooms": rooms, "city": city, "max_price": max_price})


@login_required
def book_room(request, room_id):
    room = get_object_or_404(Room, pk=room_id, active=True)
    form = BookingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        booking = form.save(commit=False)
        booking.room = room
        booking.guest = request.user
        booking.save()
        messages.success(request, "Your room is booked!")
        return redirect("my-bookings")
    return render(request, "booking/book.html", {"form": form, "room": room})


@login_required
def my_bookings(request):
    bookings = Booking.objects.filter(guest=request.user).select_related("room")[:100]
    return render(request, "booking/mine.html", {"bookings": bookings})


@login_required
@require_POST
def cancel_booking(request, booking_id):
    booking = get_object_or_404(Booking, pk=booking_id, guest=request.user)
    booking.status = Booking.CANCELLED
    booking.save(update_fields=["status"])
    messages.info(request, "Booking cancelled.")
    return redirect("my-bookings")
