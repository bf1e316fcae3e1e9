import json
import re

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.views.decorators.http import require_GET, require_POST

from .models import Contact
from .validators import is_email, is_phone, is_tag_list


@login_required
@require_POST
def add_contact(request):
    data = json.loads(request.body)
    errors = {}
    if not is_email(data.get("email", "")):
        errors["email"] = "Enter a valid email address."
    if data.get("phone") and not is_phone(data["phone"]):
        errors["phone"] = "Enter a valid phone number."
    if data.get("tags") and not is_tag_list(data["tags"]):
        errors["tags"] = "Separate tags by spaces."
    if errors:
        return JsonResponse({"errors": errors}, status=400)

    contact = Contact.objects.create(
        owner=request.user,
        name=data.get("name", ""),
        email=data["email"],
        phone=data.get("phone", ""),
        tags=data.get("tags", ""),
    )
    return JsonResponse({"id": contact.id}, status=201)


@login_required
@require_GET
def find_contacts(request):
    """Filter contacts by a wildcard such as *smith*."""
    pattern = request.GET.get("name", "*").replace("*", ".*")
    contacts = Contact.objects.filter(owner=request.user).order_by("name")[:1000]
    hits = [c for c in contacts if re.search(pattern, c.name, re.IGNORECASE)]
    return JsonResponse({"contacts": [{"id": c.id, "name": c.name} for c in hits[:50]]})
