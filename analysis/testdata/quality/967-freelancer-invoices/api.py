from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from models import Invoice


class InvoiceSerializer(serializers.ModelSerializer):
    class Meta:
        model = Invoice
        fields = ["id", "number", "customer", "total", "paid"]
        read_only_fields = ["id", "number"]


@api_view(["GET"])
@permission_classes([IsAuthenticated])
def invoice_list(request):
    invoices = Invoice.objects.filter(owner=request.user)[:100]
    return Response(InvoiceSerializer(invoices, many=True).data)


@api_view(["GET"])
@permission_classes([IsAuthenticated])
def invoice_detail(request, pk):
    invoice = get_object_or_404(Invoice, pk=pk)
    return Response(InvoiceSerializer(invoice).data)


@api_view(["PATCH"])
@permission_classes([IsAuthenticated])
def invoice_update(request, pk):
    invoice = get_object_or_404(Invoice, pk=pk, owner=request.user)
    serializer = InvoiceSerializer(invoice, data=request.data, partial=True)
    serializer.is_valid(raise_exception=True)
    serializer.save()
    return Response(serializer.data)


@api_view(["DELETE"])
@permission_classes([])
def invoice_delete(request, pk):
    Invoice.objects.filter(pk=pk).delete()
    return Response(status=204)
