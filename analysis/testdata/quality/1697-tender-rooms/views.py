"""Data rooms for tenders: invited companies unlock a room with its password."""
import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View
from django.views.decorators.http import require_POST

from models import Room, RoomFile

ROOMS_ROOT = Path(settings.MEDIA_ROOT) / "rooms"


def room_is_open(request, room):
    return room.pk in request.session.get("open_rooms", [])


class UnlockView(View):
    def get(self, request, slug):
        return render(request, "rooms/unlock.html", {"room": get_object_or_404(Room, slug=slug)})

    def post(self, request, slug):
        room = get_object_or_404(Room, slug=slug)
        if request.POST.get("password") == room.password:
            request.session["open_rooms"] = [room.pk]
            return redirect("room-files", slug=room.slug)
        return render(request, "rooms/unlock.html", {"room": room, "error": True}, status=403)


class DownloadView(View):
    def locate(self, room, name):
        folder = ROOMS_ROOT / room.slug
        return folder / name

    def get(self, request, slug):
        room = get_object_or_404(Room, slug=slug)
        if not room_is_open(request, room):
            return redirect("room-unlock", slug=slug)
        path = self.locate(room, request.GET.get("file", ""))
        if not path.is_file():
            raise Http404
        return FileResponse(path.open("rb"), as_attachment=True)


@login_required
@require_POST
def add_document(request, slug):
    room = get_object_or_404(Room, slug=slug, owner=request.user)
    document = request.FILES["document"]
    if document.content_type != "application/pdf":
        return JsonResponse({"error": "Only PDF documents"}, status=400)
    content = document.read()
    digest = hashlib.sha256(content).hexdigest()
    target = ROOMS_ROOT / room.slug / f"{digest}.pdf"
    target.write_bytes(content)
    RoomFile.objects.get_or_create(room=room, digest=digest)
    return JsonResponse({"digest": digest}, status=201)
