from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods
from lxml import etree

from catalogue import Catalogue
from forms import CatalogueForm
from models import Article, PriceList


@login_required
@permission_required("purchasing.add_pricelist", raise_exception=True)
@require_http_methods(["GET", "POST"])
def import_catalogue(request):
    form = CatalogueForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["catalogue"]
        try:
            catalogue = Catalogue(upload.read())  # CatalogueForm caps the size
        except etree.XMLSyntaxError:
            form.add_error("catalogue", "This is not a valid catalogue file.")
            return render(request, "purchasing/import.html", {"form": form})

        price_list = form.save(commit=False)
        price_list.created_by = request.user
        price_list.save()
        Article.objects.bulk_create(
            [Article(price_list=price_list, **article) for article in catalogue.articles()],
            batch_size=500,
        )
        return_to = request.POST.get("return_to", "")
        if url_has_allowed_host_and_scheme(
            return_to, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        ):
            return redirect(return_to)
        return redirect(price_list)
    return render(request, "purchasing/import.html", {"form": form})


@login_required
@permission_required("purchasing.view_pricelist", raise_exception=True)
@require_GET
def find_article(request, pk):
    """Ajax lookup in the stored original file, used by the comparison page."""
    price_list = get_object_or_404(PriceList, pk=pk, created_by=request.user)
    group = request.GET.get("group")
    aid = request.GET.get("aid")
    if not group or not aid:
        return HttpResponseBadRequest("group and aid are required")
    with price_list.catalogue.open("rb") as fh:
        nodes = Catalogue(fh.read()).lookup(group, aid)
    return JsonResponse({"found": len(nodes), "names": [n.findtext("DESCRIPTION_SHORT") for n in nodes[:20]]})
