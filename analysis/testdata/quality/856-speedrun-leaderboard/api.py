from rest_framework.permissions import IsAuthenticated, IsAuthenticatedOrReadOnly
from rest_framework.response import Response
from rest_framework.views import APIView

from models import Run
from ranking import Leaderboard, parse_time


class LeaderboardView(APIView):
    permission_classes = [IsAuthenticatedOrReadOnly]

    def get(self, request, game_id):
        board = Leaderboard(game_id).rank_by(request.query_params.get("by", "seconds"))
        runs = board.matching(request.query_params.get("player", "")[:50])
        return Response([{"player": r.player, "seconds": r.seconds, "rank": r.position} for r in runs])


class SubmitView(APIView):
    permission_classes = [IsAuthenticated]

    def post(self, request, game_id):
        try:
            seconds = parse_time(str(request.data.get("time", "")))
        except ValueError:
            return Response({"error": "Times look like 1:02:33.450"}, status=400)
        run = Run.objects.create(game_id=game_id, player=request.user.username, seconds=seconds)
        return Response({"id": run.pk}, status=201)
