import logging

from django.db import transaction
from django.shortcuts import get_object_or_404

from models import ExpenseClaim
from policies import ExpensePolicy

logger = logging.getLogger("expenses.audit")


class ExpenseService:
    def __init__(self, user):
        self.user = user
        self.policy = ExpensePolicy(user)

    def _load(self, claim_id):
        queryset = ExpenseClaim.objects.select_for_update().select_related("department")
        return get_object_or_404(self.policy.scope(queryset), pk=claim_id)

    def visible(self):
        return self.policy.scope(ExpenseClaim.objects.all()).order_by("-pk")

    @transaction.atomic
    def submit(self, claim_id):
        claim = self._load(claim_id)
        self.policy.authorize("edit", claim)
        claim.status = "submitted"
        claim.save(update_fields=["status"])
        return claim

    @transaction.atomic
    def approve(self, claim_id):
        claim = self._load(claim_id)
        self.policy.authorize("approve", claim)
        claim.status = "approved"
        claim.approved_by = self.user
        claim.save(update_fields=["status", "approved_by"])
        logger.info("claim %d approved by user %d", claim.pk, self.user.pk)
        return claim
