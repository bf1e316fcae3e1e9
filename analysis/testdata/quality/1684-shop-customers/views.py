import logging

from django.db.models import ProtectedError
from rest_framework import status
from rest_framework.permissions import IsAdminUser, IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from models import Customer, Order
from serializers import CustomerSerializer, OrderSerializer

logger = logging.getLogger(__name__)


class MyOrdersView(APIView):
    permission_classes = [IsAuthenticated]

    def get(self, request):
        orders = Order.objects.filter(customer=request.user).order_by("-id")[:50]
        return Response(OrderSerializer(orders, many=True).data)


class CustomerDetailView(APIView):
    permission_classes = [IsAdminUser]

    def get(self, request, pk):
        try:
            customer = Customer.objects.get(pk=pk)
        except Customer.DoesNotExist:
            return Response({"detail": "Not found"}, status=status.HTTP_404_NOT_FOUND)
        return Response(CustomerSerializer(customer).data)


class CancelOrderView(APIView):
    """Used by the shop floor to cancel orders that can't be delivered."""

    permission_classes = [IsAdminUser]

    def delete(self, request, number):
        try:
            order = Order.objects.get(number=number)
            order.delete()
        except Order.DoesNotExist:
            return Response({"detail": "Not found"}, status=status.HTTP_404_NOT_FOUND)
        except ProtectedError:
            logger.exception("order could not be deleted")
            return Response({"detail": "The order is in use"}, status=status.HTTP_409_CONFLICT)
        return Response(status=status.HTTP_204_NO_CONTENT)
