from rest_framework import status
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from invoice_repository import InvoiceRepository
from serializers import InvoiceSerializer, RefundSerializer


class InvoiceListView(APIView):
    permission_classes = [IsAuthenticated]

    def get(self, request: Request) -> Response:
        number = request.query_params.get("number", "")
        invoices = InvoiceRepository().search(request.user.pk, number)
        return Response(InvoiceSerializer(invoices, many=True).data)


class InvoiceDetailView(APIView):
    permission_classes = [IsAuthenticated]

    def get(self, request: Request, invoice_id: int) -> Response:
        return Response(InvoiceSerializer(InvoiceRepository().one(invoice_id)).data)


class RefundView(APIView):
    permission_classes = [AllowAny]

    def post(self, request: Request, invoice_id: int) -> Response:
        print("refund", request.data)
        serializer = RefundSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        invoice = InvoiceRepository().refund(invoice_id, serializer.validated_data["amount_cents"])
        if invoice is None:
            return Response({"detail": "Amount exceeds the invoice"}, status=status.HTTP_409_CONFLICT)
        return Response(InvoiceSerializer(invoice).data)
