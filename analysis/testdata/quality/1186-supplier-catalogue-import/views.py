"""Two-step import wizard for the purchasing team."""
import logging
import uuid
import zipfile

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render
from django.views import View

from importer import WORK_ROOT, BadArchive, import_rows, unpack

logger = logging.getLogger(__name__)
MAX_ARCHIVE = 100 * 1024 * 1024
SALT = "catalogue-import"


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
        run_id = uuid.uuid4().hex
        try:
            unpack(archive, WORK_ROOT / run_id)
        except (BadArchive, zipfile.BadZipFile):
            logger.exception("catalogue archive rejected")
            return HttpResponse("The archive could not be unpacked.", status=400)
        state = signing.dumps({"run": run_id, "supplier": request.POST["supplier"]}, salt=SALT)
        return render(request, "catalogue/confirm.html", {"state": state})


class ConfirmStep(PermissionRequiredMixin, View):
    """Step 2: run the import."""

    permission_required = "catalogue.add_product"
    raise_exception = True

    def post(self, request):
        try:
            state = signing.loads(request.POST["state"], salt=SALT, max_age=3600)
        except signing.BadSignature:
            return HttpResponse("The form has expired, please start again.", status=400)
        run_id = uuid.UUID(state["run"]).hex
        try:
            imported, skipped = import_rows(state["supplier"], WORK_ROOT / run_id)
        except Exception:
            logger.exception("import failed")
            return HttpResponse("The import failed; the purchasing IT has been told.", status=500)
        context = {"imported": imported, "skipped": skipped}
        return render(request, "catalogue/done.html", context)
