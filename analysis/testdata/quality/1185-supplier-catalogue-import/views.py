"""Two-step import wizard for the purchasing team."""
import base64
import logging
import os
import pickle
import uuid

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpResponse
from django.shortcuts import render
from django.views import View

from importer import WORK_ROOT, ImportState, import_rows, unpack

logger = logging.getLogger(__name__)
MAX_ARCHIVE = 100 * 1024 * 1024


def dump_state(state):
    return base64.b64encode(pickle.dumps(state)).decode("ascii")


def load_state(text):
    """Restore the wizard state from the hidden form field."""
    raw = base64.b64decode(text)
    return pickle.loads(raw)


class UploadStep(PermissionRequiredMixin, View):
    """Step 1: upload the archive."""

    permission_required = "catalogue.add_product"
    raise_exception = True

    def get(self, request):
        return render(request, "catalogue/upload.html")

    def post(self, request):
        archive = request.FILES["archive"]
        if archive.size > MAX_ARCHIVE or not archive.name.endswith(".zip"):
            return HttpResponse("Please upload a ZIP archive of up to 100 MB.", status=400)
        folder = os.path.join(WORK_ROOT, uuid.uuid4().hex)
        unpack(archive, folder)
        state = ImportState(supplier=request.POST["supplier"], folder=folder)
        return render(request, "catalogue/confirm.html", {"state": dump_state(state)})


class ConfirmStep(PermissionRequiredMixin, View):
    """Step 2: run the import."""

    permission_required = "catalogue.add_product"
    raise_exception = True

    def post(self, request):
        state = load_state(request.POST["state"])
        try:
            state = import_rows(state)
        except Exception as exc:
            logger.exception("import failed")
            return HttpResponse("Import failed: %s" % exc, status=500)
        return render(request, "catalogue/done.html", {"state": state})
