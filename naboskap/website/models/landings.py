"""A page for a campaign or for those whom it is about: few words, and ways on."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from naboskap.advice.queries import adviser_for
from naboskap.ui.wording import language
from naboskap.website import blocks
from naboskap.website.editing.leading import leads_to_a_page
from naboskap.website.editing.panels import Standing
from naboskap.website.models.pages import AT_MOST
from naboskap.website.models.pictured import Pictured
from naboskap.website.models.sections import ThemedForm
from naboskap.website.rounds import shown_round


def any_or_one() -> list[tuple[str, Any]]:
    return [("", _("Whichever comes first")), *blocks.programme_choices()]


class LandingPageForm(ThemedForm):
    """Chooses whose deadline is told of, and which adviser."""

    programme = forms.ChoiceField(
        label=_("Programme whose deadline is told of"), choices=any_or_one, required=False
    )


class LandingPage(Pictured):
    """Meets one group of people, and leads them on: one main button, and cards."""

    class Meta:
        verbose_name = _("Landing page")
        verbose_name_plural = _("Landing pages")

    lead = models.TextField(_("Lead"), validators=[MaxLengthValidator(300)])
    button_title = models.CharField(_("What the main button says"), max_length=60)
    button_href = models.CharField(
        _("Where the main button leads"),
        max_length=255,
        validators=[blocks.leads_somewhere],
        help_text=_("/sokeskolen/, or a whole address"),
    )
    cards = StreamField(
        blocks.card_blocks(),
        verbose_name=_("Cards that lead on"),
        min_num=1,
        max_num=6,
    )
    body = StreamField(
        blocks.page_blocks(), verbose_name=_("Content"), blank=True, block_counts=AT_MOST
    )
    programme = models.SlugField(_("Programme whose deadline is told of"), blank=True)
    theme = models.CharField(_("Field of the adviser beside"), max_length=20, blank=True)

    base_form_class = LandingPageForm
    content_panels = [
        Standing(),
        *Page.content_panels,
        FieldPanel("lead"),
        Pictured.picture_panel,
        MultiFieldPanel(
            [FieldPanel("button_title"), FieldPanel("button_href")], heading=_("Main button")
        ),
        FieldPanel("cards"),
        FieldPanel("body"),
        FieldPanel("programme"),
        FieldPanel("theme"),
        Pictured.correction_panel,
    ]
    parent_page_types = ["website.HomePage", "website.SectionPage"]
    subpage_types: list[str] = []
    template = "website/landing.html"

    def leads_on(self) -> bool:
        """Whether the main button and every card lead to what is there. Rule WEB-74."""
        hrefs = [self.button_href, *(card.value["href"] for card in self.cards)]
        return bool(self.button_title and self.cards) and all(map(leads_to_a_page, hrefs))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {
            **context,
            "adviser": adviser_for(self.theme, language()),
            "round": shown_round(slug=self.programme) if self.programme else context["round"],
        }
