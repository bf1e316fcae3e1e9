from django.template import Context, Template


class SignatureRenderer:
    """Renders a signature; a member's text is only ever a value, never template source."""

    template = Template("<p class='sig'>{{ text|linebreaksbr }}</p><small>{{ name }}, {{ posts }} posts</small>")

    def render(self, profile):
        context = Context(
            {"text": profile.signature, "name": profile.user.get_username(), "posts": profile.post_count}
        )
        return self.template.render(context)
