from django.conf import settings
from django.db import models
from django.utils.html import format_html, format_html_join


class Profile(models.Model):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    nickname = models.CharField(max_length=60)
    bio = models.TextField(blank=True, max_length=3000)
    website = models.URLField(max_length=300, blank=True)

    def bio_html(self):
        paragraphs = self.bio.split("\n\n")
        return format_html_join("", "<p>{}</p>", ((p,) for p in paragraphs))

    def badge(self):
        return format_html("<span class='nick'>{}</span>", self.nickname)
