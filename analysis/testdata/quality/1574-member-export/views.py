"""Excel export of a club section's member list, for the head of that section."""
import io

from django.contrib.auth.mixins import LoginRequiredMixin, UserPassesTestMixin
from django.core.signing import BadSignature, TimestampSigner
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import slugify
from django.views import View
from openpyxl import Workbook

from models import Member, Section

COLUMNS = {
    "name": ("Name", lambda m: f"{m.first_name} {m.last_name}"),
    "joined": ("Member since", lambda m: m.joined),
    "phone": ("Phone", lambda m: m.phone),
    "fee": ("Fee", lambda m: m.fee),
}
DEFAULT = ("name", "joined")
signer = TimestampSigner(salt="member-export")


class SectionHeadMixin(LoginRequiredMixin, UserPassesTestMixin):
    raise_exception = True

    def test_func(self):
        self.section = get_object_or_404(Section, slug=self.kwargs["slug"])
        return self.section.heads.filter(pk=self.request.user.pk).exists()


def harmless(value):
    """A leading =, +, - or @ would become a formula."""
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return "'" + value
    return value


class PrepareExport(SectionHeadMixin, View):
    http_method_names = ["post"]

    def post(self, request, slug):
        columns = [c for c in request.POST.getlist("columns") if c in COLUMNS] or list(DEFAULT)
        token = signer.sign(f"{self.section.pk}.{'-'.join(dict.fromkeys(columns))}")
        return redirect("member-export", slug=self.section.slug, token=token)


class DownloadExport(SectionHeadMixin, View):
    http_method_names = ["get"]

    def get(self, request, slug, token):
        try:
            section_id, _, names = signer.unsign(token, max_age=600).partition(".")
        except BadSignature:
            raise Http404 from None
        if int(section_id) != self.section.pk:
            raise Http404
        columns = [COLUMNS[name] for name in names.split("-")]
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Members")
        sheet.append([heading for heading, _ in columns])
        members = Member.objects.filter(section=self.section).order_by("last_name")[:5000]
        for member in members.iterator(chunk_size=500):
            sheet.append([harmless(read(member)) for _, read in columns])
        out = io.BytesIO()
        book.save(out)
        out.seek(0)
        return FileResponse(out, as_attachment=True, filename=f"members-{slugify(self.section.name)}.xlsx")
