"""Customer-facing order pages of the shop."""
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.views import View
from django.views.generic import DetailView, FormView, ListView

from forms import ReturnForm
from models import Order, Product, ReturnRequest


class CustomerOrdersMixin(LoginRequiredMixin):
    """Limits every view to the orders of the person signed in."""

    def get_queryset(self):
        return Order.objects.filter(customer=self.request.user).select_related("address")


class OrderList(CustomerOrdersMixin, ListView):
    template_name = "orders/list.html"
    paginate_by = 20
    SORTS = {"date": "-placed_at", "total": "-total", "status": "status"}

    def get_queryset(self):
        order = self.SORTS.get(self.request.GET.get("sort", ""), "-placed_at")
        return super().get_queryset().order_by(order)


class OrderDetail(CustomerOrdersMixin, DetailView):
    template_name = "orders/detail.html"
    slug_field = "number"
    slug_url_kwarg = "number"


class InvoiceDownload(CustomerOrdersMixin, View):
    http_method_names = ["get"]

    def get(self, request, pk):
        order = get_object_or_404(self.get_queryset(), pk=pk)
        if not order.invoice:
            raise PermissionDenied
        return FileResponse(order.invoice.open("rb"), as_attachment=True, filename=f"invoice-{order.pk}.pdf")


class CancelOrder(CustomerOrdersMixin, View):
    http_method_names = ["post"]

    @transaction.atomic
    def post(self, request, pk):
        order = get_object_or_404(self.get_queryset().select_for_update(of=("self",)), pk=pk)
        if order.status != Order.Status.OPEN:
            messages.error(request, "This order has already been shipped.")
        else:
            order.status = Order.Status.CANCELLED
            order.save(update_fields=["status"])
            messages.success(request, "Your order was cancelled.")
        return redirect("order-detail", number=order.number)


class RequestReturn(CustomerOrdersMixin, FormView):
    form_class = ReturnForm
    template_name = "orders/return.html"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.order = get_object_or_404(self.get_queryset(), number=kwargs["number"])
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "order": self.order}

    def form_valid(self, form):
        ReturnRequest.objects.create(order=self.order, reason=form.cleaned_data["reason"],
                                     comment=form.cleaned_data["comment"])
        return redirect("order-detail", number=self.order.number)


class ProductList(ListView):
    """The public catalogue."""
    template_name = "products/list.html"
    paginate_by = 24

    def get_queryset(self):
        products = Product.objects.filter(published=True)
        if words := self.request.GET.get("q", "").strip()[:80]:
            products = products.filter(name__icontains=words)
        return products.order_by("name")
