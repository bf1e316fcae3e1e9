from datetime import timedelta

from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from .models import Order


@staff_member_required
def dashboard(request):
    """Overview page for the back office."""
    since = timezone.now() - timedelta(days=30)
    stats = Order.objects.filter(created_at__gte=since).aggregate(
        count=Count("id"), revenue=Sum("total"),
    )
    recent = Order.objects.select_related("customer").order_by("-created_at")[:10]
    return render(request, "backoffice/dashboard.html", {"stats": stats, "recent": recent})


@staff_member_required
def user_list(request):
    """JSON feed for the users table on the dashboard."""
    users = User.objects.order_by("-date_joined").values("id", "username", "is_active", "date_joined")
    page = Paginator(users, 50).get_page(request.GET.get("page"))
    return JsonResponse({"users": list(page), "pages": page.paginator.num_pages})


@staff_member_required
@require_POST
def deactivate_user(request, user_id):
    user = get_object_or_404(User, pk=user_id, is_superuser=False)
    user.is_active = False
    user.save(update_fields=["is_active"])
    return JsonResponse({"status": "deactivated", "id": user.pk})
