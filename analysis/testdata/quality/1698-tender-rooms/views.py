"""Data rooms for tenders: invited companies unlock a room with its password."""
import hashlib
import os
import uuid
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.hashers import check_password
from django.http import FileResponse, Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.http import require_POST
from django_ratelimit.decorators import ratelimit

from models import Room, RoomFile

ROOMS_ROOT = Path(settings.MEDIA_ROOT) / "rooms"
MAX_DOCUMENT = 20 * 1024 * 1024


def room_is_open(request, room):
    return room.pk in request.session.get("open_rooms", [])


@method_decorator(ratelimit(key="ip", rate="10/h", method="POST", block=True), name="dispatch")
class UnlockView(View):
    def get(self, request, slug):
        return render(request, "rooms/unlock.html", {"room": get_object_or_404(Room, slug=slug)})

    def post(self, request, slug):
        room = get_object_or_404(Room, slug=slug)
        if check_password(request.POST.get("password", ""), room.password_hash):
            request.session.cycle_key()
            request.session["open_rooms"] = [room.pk]
            return redirect("room-files", slug=room.slug)
        return render(request, "rooms/unlock.html", {"room": room, "error": True}, status=403)


class DownloadView(View):
    def get(self, request, slug):
        room = get_object_or_404(Room, slug=slug)
        if not room_is_open(request, room):
            return redirect("room-unlock", slug=slug)
        entry = get_object_or_404(RoomFile, room=room, digest=request.GET.get("file", ""))
        try:
            handle = open(ROOMS_ROOT / room.slug / f"{entry.digest}.pdf", "rb")
        except FileNotFoundError:
            raise Http404
        return FileResponse(handle, as_attachment=True, filename="document.pdf")


@login_required
@require_POST
def add_document(request, slug):
    room = get_object_or_404(Room, slug=slug, owner=request.user)
    document = request.FILES["document"]
    if document.size > MAX_DOCUMENT:
        return JsonResponse({"error": "At most 20 MB"}, status=413)
    if document.content_type != "application/pdf" or document.read(5) != b"%PDF-":
        return JsonResponse({"error": "Only PDF documents"}, status=400)
    document.seek(0)

    folder = ROOMS_ROOT / room.slug
    partial = folder / f"{uuid.uuid4().hex}.part"
    digest = hashlib.sha256()
    with open(partial, "xb") as out:
        for chunk in document.chunks():
            digest.update(chunk)
            out.write(chunk)
    os.replace(partial, folder / f"{digest.hexdigest()}.pdf")
    RoomFile.objects.get_or_create(room=room, digest=digest.hexdigest())
    return JsonResponse({"digest": digest.hexdigest()}, status=201)
