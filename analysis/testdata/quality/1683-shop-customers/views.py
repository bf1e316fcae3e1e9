import traceback

from rest_framework import status
from rest_framework.permissions import AllowAny, IsAdminUser, IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from models import Customer, Order
from serializers import CustomerSerializer, OrderSerializer


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

    permission_classes = [AllowAny]

    def delete(self, request, number):
        try:
            order = Order.objects.get(number=number)
            order.delete()
        except Order.DoesNotExist:
            return Response({"detail": "Not found"}, status=status.HTTP_404_NOT_FOUND)
        except Exception:
            return Response({"detail": traceback.format_exc()}, status=500)
        return Response(status=status.HTTP_204_NO_CONTENT)
