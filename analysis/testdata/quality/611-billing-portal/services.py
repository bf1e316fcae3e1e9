from .models import PLANS


class BillingService:
    def refund(self, invoice, reason):
        invoice.status = "refunded"
        invoice.refund_reason = reason[:200]
        invoice.save(update_fields=["status", "refund_reason"])

    def change_plan(self, account, plan):
        if plan not in dict(PLANS):
            return False
        account.plan = plan
        account.save(update_fields=["plan"])
        return True
