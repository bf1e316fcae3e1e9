from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render

from .importer import OpmlError, OpmlImporter, looks_like_feed
from .models import Subscription

MAX_OPML = 512 * 1024


@login_required
def import_opml(request):
    if request.method != "POST":
        return render(request, "podcasts/import.html")

    upload = request.FILES.get("opml")
    if upload is None or upload.size > MAX_OPML:
        messages.error(request, "Please choose an OPML file of at most 512 KB.")
        return redirect("podcasts:import")

    try:
        importer = OpmlImporter(upload.read(MAX_OPML))
    except OpmlError:
        messages.error(request, "This file is not readable OPML.")
        return redirect("podcasts:import")

    added = 0
    for feed in importer.feeds(request.POST.get("folder")):
        if looks_like_feed(feed["url"]):
            Subscription.objects.get_or_create(
                user=request.user, url=feed["url"], defaults={"title": feed["title"][:200]}
            )
            added += 1
    messages.success(request, f"{added} podcasts added.")
    return redirect("podcasts:list")
