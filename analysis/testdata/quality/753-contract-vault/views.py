from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse, JsonResponse
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
    return FileResponse(Vault(deal.pk).read(request.GET["path"]), as_attachment=True)


@login_required
@require_POST
def upload_bundle(request, deal_id):
    deal = get_object_or_404(Deal, pk=deal_id, owner=request.user)
    bundle = request.FILES["bundle"]
    if bundle.size > 50 * 1024 * 1024:
        return HttpResponse(status=413)
    Vault(deal.pk).unpack(bundle)
    return HttpResponse(status=204)


@login_required
@require_POST
def archive_deal(request, deal_id):
    deal = get_object_or_404(Deal, pk=deal_id)
    deal.archived = True
    deal.save(update_fields=["archived"])
    return JsonResponse({"archived": deal.pk})
