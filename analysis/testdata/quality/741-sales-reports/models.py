from django.db import models


class Sale(models.Model):
    company_id = models.IntegerField(db_index=True)
    product = models.CharField(max_length=120)
    region = models.CharField(max_length=60)
    total = models.DecimalField(max_digits=12, decimal_places=2)
    sold_at = models.DateField()

    class Meta:
        db_table = "sales_sale"
