import logging
from decimal import InvalidOperation

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views import View
from lxml import etree

from feed import FeedImporter, FeedReader
from models import FeedDocument

logger = logging.getLogger(__name__)
MAX_FEED = 2 * 1024 * 1024


class FeedUploadView(PermissionRequiredMixin, View):
    permission_required = "catalog.import_feed"
    raise_exception = True

    def post(self, request: HttpRequest) -> JsonResponse:
        upload = request.FILES.get("feed")
        if upload is None or upload.size > MAX_FEED:
            return JsonResponse({"error": "Send a feed below 2 MB"}, status=400)
        raw = upload.read(MAX_FEED)
        try:
            reader = FeedReader(raw)
            count = FeedImporter(reader).run()
        except (etree.XMLSyntaxError, InvalidOperation):
            logger.exception("feed rejected")
            return JsonResponse({"error": "The feed is not valid"}, status=400)
        document = FeedDocument.objects.create(supplier=reader.supplier, body=raw.decode("utf-8", "replace"))
        return JsonResponse({"document": document.pk, "items": count}, status=201)


class FeedLookupView(PermissionRequiredMixin, View):
    permission_required = "catalog.view_feed"
    raise_exception = True

    def get(self, request: HttpRequest, document_id: int) -> JsonResponse:
        document = get_object_or_404(FeedDocument, pk=document_id)
        sku = request.GET.get("sku", "")
        currency = request.GET.get("currency", "EUR")
        reader = FeedReader(document.body.encode())
        return JsonResponse({"titles": reader.find(sku, currency)})
