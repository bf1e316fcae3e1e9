from datetime import timedelta

from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.models import User
from django.db.models import Count, Sum
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
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


def user_list(request):
    """JSON feed for the users table on the dashboard."""
    users = User.objects.order_by("-date_joined").values()
    return JsonResponse({"users": list(users)})


@csrf_exempt
@require_POST
def deactivate_user(request, user_id):
    user = get_object_or_404(User, pk=user_id)
    user.is_active = False
    user.save(update_fields=["is_active"])
    return JsonResponse({"status": "deactivated", "id": user.pk})
