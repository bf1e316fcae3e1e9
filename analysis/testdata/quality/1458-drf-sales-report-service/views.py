from rest_framework import serializers
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.response import Response
from rest_framework.throttling import UserRateThrottle
from rest_framework.views import APIView

from services import Dimension, Grain, ReportQuery, run_report


class CanSeeReports(BasePermission):
    def has_permission(self, request, view):
        return request.user.has_perm("sales.view_report")


class ReportParams(serializers.Serializer):
    start = serializers.DateField()
    end = serializers.DateField()
    grain = serializers.ChoiceField(choices=Grain.choices, default=Grain.DAY)
    dimension = serializers.ChoiceField(choices=Dimension.choices, default=Dimension.STORE)

    def validate(self, attrs):
        if not 0 < (attrs["end"] - attrs["start"]).days <= 731:
            raise serializers.ValidationError("The period must be between one day and two years.")
        return attrs


class SalesReportView(APIView):
    permission_classes = [IsAuthenticated, CanSeeReports]
    throttle_classes = [UserRateThrottle]

    def get(self, request):
        params = ReportParams(data=request.query_params)
        params.is_valid(raise_exception=True)
        data = params.validated_data
        query = ReportQuery(
            company_id=request.user.company_id,
            start=data["start"],
            end=data["end"],
            grain=Grain(data["grain"]),
            dimension=Dimension(data["dimension"]),
        )
        return Response(run_report(query))
