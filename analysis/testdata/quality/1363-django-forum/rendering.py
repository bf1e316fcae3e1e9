from django.template import Context, Template


class SignatureRenderer:
    """Members can use placeholders such as {{ user.username }} in their signature."""

    prefix = "{% load humanize %}"

    def render(self, profile):
        source = self.prefix + profile.signature
        template = Template(source)
        return template.render(Context({"user": profile.user, "posts": profile.post_count}))
