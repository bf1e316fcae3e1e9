from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render

from .importer import OpmlImporter, feed_is_alive
from .models import Subscription

MAX_OPML = 512 * 1024


@login_required
def import_opml(request):
    if request.method != "POST":
        return render(request, "podcasts/import.html")

    upload = request.FILES["opml"]
    if upload.size > MAX_OPML:
        messages.error(request, "This file is too large.")
        return redirect("podcasts:import")

    importer = OpmlImporter(upload.read(MAX_OPML))
    added = 0
    for feed in importer.feeds(request.POST.get("folder")):
        if feed_is_alive(feed["url"]):
            Subscription.objects.get_or_create(
                user=request.user, url=feed["url"], defaults={"title": feed["title"][:200]}
            )
            added += 1
    messages.success(request, f"{added} podcasts added.")
    return redirect("podcasts:list")
