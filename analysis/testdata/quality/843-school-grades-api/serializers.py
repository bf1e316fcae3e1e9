from django.contrib.auth import get_user_model
from rest_framework import serializers

from models import Grade


class TeacherSerializer(serializers.ModelSerializer):
    class Meta:
        model = get_user_model()
        fields = "__all__"


class GradeSerializer(serializers.ModelSerializer):
    class Meta:
        model = Grade
        fields = ["id", "pupil", "subject", "points", "comment"]
        read_only_fields = ["pupil"]
