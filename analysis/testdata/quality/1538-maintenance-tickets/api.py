from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.parsers import JSONParser
from rest_framework.response import Response
from rest_framework.throttling import UserRateThrottle

from models import Comment, Flat, Ticket
from policies import IsResident, TicketPolicy


class TicketSerializer(serializers.ModelSerializer):
    class Meta:
        model = Ticket
        fields = ["id", "flat", "title", "description", "urgency", "status", "created_at"]
        read_only_fields = ["status", "created_at"]

    def validate_flat(self, flat):
        user = self.context["request"].user
        if not Flat.objects.filter(pk=flat.pk, tenants=user).exists():
            raise serializers.ValidationError("This is not your flat.")
        return flat


class CommentSerializer(serializers.ModelSerializer):
    class Meta:
        model = Comment
        fields = ["id", "text", "created_at"]
        read_only_fields = ["created_at"]


class TicketThrottle(UserRateThrottle):
    rate = "60/hour"


class TicketViewSet(viewsets.ModelViewSet):
    serializer_class = TicketSerializer
    permission_classes = [IsResident]
    parser_classes = [JSONParser]
    http_method_names = ["get", "post", "patch", "head", "options"]

    @property
    def policy(self):
        return TicketPolicy(self.request.user)

    def get_throttles(self):
        return [TicketThrottle()] if self.request.method == "POST" else super().get_throttles()

    def get_queryset(self):
        return self.policy.scope(Ticket.objects.select_related("flat__house")).order_by("-created_at").distinct()

    def perform_create(self, serializer):
        serializer.save(reporter=self.request.user)

    def perform_update(self, serializer):
        self.policy.require_change(serializer.instance)
        serializer.save()

    @action(detail=True, methods=["post"])
    def close(self, request, pk=None):
        ticket = self.get_object()
        self.policy.require_close(ticket)
        ticket.status = Ticket.Status.DONE
        ticket.save(update_fields=["status"])
        return Response(self.get_serializer(ticket).data)

    @action(detail=True, methods=["get", "post"])
    def comments(self, request, pk=None):
        ticket = self.get_object()
        if request.method == "POST":
            serializer = CommentSerializer(data=request.data)
            serializer.is_valid(raise_exception=True)
            serializer.save(ticket=ticket, author=request.user)
            return Response(serializer.data, status=201)
        latest = ticket.comments.order_by("-created_at")[:100]
        return Response(CommentSerializer(latest, many=True).data)
