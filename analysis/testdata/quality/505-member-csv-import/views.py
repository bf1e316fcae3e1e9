import csv
import io
import traceback

from django.contrib.admin.views.decorators import staff_member_required
from django.core.mail import send_mail
from django.http import JsonResponse
from django.shortcuts import render
from django.template import Context, Template
from django.views.decorators.http import require_http_methods

from .models import Member

DEFAULT_WELCOME = "Hello {{ member.first_name }}, your account is ready."


@staff_member_required
@require_http_methods(["GET", "POST"])
def import_members(request):
    """Import club members from an uploaded CSV file."""
    if request.method == "GET":
        return render(request, "members/import.html")

    upload = request.FILES.get("file")
    if upload is None:
        return JsonResponse({"error": "No file was uploaded"}, status=400)

    # The text of the welcome mail can be edited in the form
    welcome = Template(request.POST.get("welcome") or DEFAULT_WELCOME)

    created, updated = 0, 0
    try:
        text = upload.read().decode("utf-8-sig")
        reader = csv.DictReader(io.StringIO(text))
        for row in reader:
            member, is_new = Member.objects.get_or_create(email=row["email"].strip().lower())
            member.first_name = row.get("first_name", "")
            member.last_name = row.get("last_name", "")
            # Use the password from the file if there is one
            if row.get("password"):
                member.password = row["password"]
            member.save()
            if is_new:
                created += 1
                send_mail("Welcome", welcome.render(Context({"member": member})), None, [member.email])
            else:
                updated += 1
    except Exception:
        return JsonResponse({"error": traceback.format_exc()}, status=500)

    return JsonResponse({"created": created, "updated": updated})
