"""A picture at the head of a page, which whoever does not see it is told in words."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from naboskap.core.errors import applies
from naboskap.website.models.pages import Correctable


class Pictured(Correctable):
    """A page that may bear a picture; it stands wide, cut around its focal point."""

    class Meta:
        abstract = True

    picture = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("Picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    picture_alt = models.CharField(
        _("What the picture shows"),
        max_length=250,
        blank=True,
        help_text=_("For those who do not see it. Say what happens, not that it is a picture."),
    )

    picture_panel = MultiFieldPanel(
        [FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Picture")
    )

    def clean(self) -> None:
        """Hold WEB-72: no picture without its words."""
        super().clean()
        if applies("WEB-72", self.picture_id is not None and not self.picture_alt.strip()):
            raise ValidationError({"picture_alt": _("Say in words what the picture shows.")})
