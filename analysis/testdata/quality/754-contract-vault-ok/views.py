from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from .models import Deal
from .vault import Vault


@login_required
def deals(request):
    mine = Deal.objects.filter(owner=request.user).values("id", "title")[:100]
    return JsonResponse({"deals": list(mine)})


@login_required
def download(request, deal_id):
    deal = get_object_or_404(Deal, pk=deal_id, owner=request.user)
    try:
        handle = Vault(deal.pk).read(request.GET.get("path", ""))
    except OSError:
        raise Http404("No such document")
    return FileResponse(handle, as_attachment=True)


@login_required
@require_POST
def upload_bundle(request, deal_id):
    deal = get_object_or_404(Deal, pk=deal_id, owner=request.user)
    bundle = request.FILES["bundle"]
    if bundle.size > 50 * 1024 * 1024 or not bundle.name.endswith(".zip"):
        return HttpResponse(status=413)
    Vault(deal.pk).unpack(bundle)
    return HttpResponse(status=204)


@login_required
@require_POST
def archive_deal(request, deal_id):
    deal = get_object_or_404(Deal, pk=deal_id, owner=request.user)
    deal.archived = True
    deal.save(update_fields=["archived"])
    return JsonResponse({"archived": deal.pk})
