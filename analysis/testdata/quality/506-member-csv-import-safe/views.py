import csv
import io
import logging

from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.hashers import make_password
from django.core.mail import send_mail
from django.http import JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods

from .models import Member

logger = logging.getLogger(__name__)

MAX_UPLOAD_BYTES = 2 * 1024 * 1024
MAX_ROWS = 5000


@staff_member_required
@require_http_methods(["GET", "POST"])
def import_members(request):
    """Import club members from an uploaded CSV file."""
    if request.method == "GET":
        return render(request, "members/import.html")

    upload = request.FILES.get("file")
    if upload is None:
        return JsonResponse({"error": "No file was uploaded"}, status=400)
    if upload.size > MAX_UPLOAD_BYTES:
        return JsonResponse({"error": "The file is too large"}, status=413)

    note = request.POST.get("note", "")[:500]
    created, updated = 0, 0
    try:
        reader = csv.DictReader(io.TextIOWrapper(upload.file, encoding="utf-8-sig", newline=""))
        for number, row in enumerate(reader, start=1):
            if number > MAX_ROWS:
                return JsonResponse({"error": "Too many rows"}, status=400)
            member, is_new = Member.objects.get_or_create(email=row["email"].strip().lower())
            member.first_name = row.get("first_name", "")
            member.last_name = row.get("last_name", "")
            if row.get("password"):
                member.password = make_password(row["password"])
            member.save()
            if is_new:
                created += 1
                body = render_to_string("members/welcome.txt", {"member": member, "note": note})
                send_mail("Welcome", body, None, [member.email])
            else:
                updated += 1
    except (KeyError, UnicodeDecodeError, csv.Error):
        logger.exception("Member import failed")
        return JsonResponse({"error": "The file could not be read as a member list"}, status=400)

    return JsonResponse({"created": created, "updated": updated})
