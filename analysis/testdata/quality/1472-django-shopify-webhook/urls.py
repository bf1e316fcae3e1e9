from django.urls import path

from views import app_uninstalled, inventory_changed

urlpatterns = [
    path("shopify/inventory/", inventory_changed),
    path("shopify/uninstalled/", app_uninstalled),
]
