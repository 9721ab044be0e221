"""An editor's words about a programme, shown on the programme's own page beside its data."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from naboskap.core.errors import applies
from naboskap.core.secretariat import secretariat
from naboskap.programmes.queries import shown_programmes
from naboskap.ui.context import language_of
from naboskap.ui.wording import language
from naboskap.website import blocks
from naboskap.website.editing.panels import Standing
from naboskap.website.models.pages import AT_MOST
from naboskap.website.models.pictured import Pictured
from naboskap.website.programmes.page import TEMPLATE, facts_of


class ProgrammePageForm(WagtailAdminPageForm):
    """Asks which programme the words are about, once: they stay with it."""

    programme = forms.ChoiceField(
        label=_("Programme"),
        choices=blocks.programme_choices,
        help_text=_("The words stand on this programme's own page, and stay with it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["programme"].disabled = True


class ProgrammePage(Pictured):
    """Words about a programme in one language. What it gives, and when, stays the programme's."""

    class Meta:
        verbose_name = _("Words about a programme")
        verbose_name_plural = _("Words about programmes")

    is_one_of_a_kind = True
    has_own_address = False

    programme = models.SlugField(_("Programme"))  # The programme's address.
    lead = models.TextField(
        _("Lead"), help_text=_("Stands on the page in place of the programme's own summary.")
    )
    body = StreamField(
        blocks.page_blocks(), verbose_name=_("Content"), blank=True, block_counts=AT_MOST
    )

    base_form_class = ProgrammePageForm
    content_panels = [
        Standing(),
        FieldPanel("programme"),
        TitleFieldPanel(
            "title", help_text=_("For you who edit. Readers see the programme's own name.")
        ),
        FieldPanel("lead"),
        Pictured.picture_panel,
        FieldPanel("body"),
        Pictured.correction_panel,
    ]
    promote_panels = [FieldPanel("search_description")]
    parent_page_types = ["website.HomePage"]
    subpage_types: list[str] = []
    template = TEMPLATE

    @classmethod
    def told_in(cls) -> list[str]:
        """Return the languages that a programme's page has an address in."""
        found = []
        for code in secretariat().site_languages:
            with override(code):
                if language_of(reverse("programme", args=["x"])) == code:
                    found.append(code)
        return found

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Hold WEB-71 also where a new page is offered."""
        told = parent.locale.language_code in cls.told_in()
        return told and bool(super().can_create_at(parent))

    @classmethod
    def about(cls, programme: str) -> "ProgrammePage | None":
        """Return the published words about a programme in the language that is spoken."""
        live = cls.objects.live().filter(programme=programme, locale__language_code=language())
        return live.select_related("picture").order_by("pk").first()  # type: ignore[no-any-return]

    def clean(self) -> None:
        super().clean()
        self._be_the_only_one()

    def minimal_clean(self) -> None:
        super().minimal_clean()
        self._be_the_only_one()  # Also of two drafts.

    def _be_the_only_one(self) -> None:
        """Hold WEB-70: one such page for a programme and language, in step with the others."""
        others = ProgrammePage.objects.filter(programme=self.programme).exclude(pk=self.pk)
        if applies("WEB-70", others.filter(locale_id=self.locale_id).exists()):
            raise ValidationError(
                {
                    "programme": _(
                        "There is such a page about this programme already. Change that one."
                    )
                }
            )
        if self._state.adding and (twin := others.order_by("pk").first()):
            # The same words in another language, though nobody pressed Translate.
            self.translation_key: UUID = twin.translation_key

    def get_url_parts(self, request: Any = None) -> tuple[Any, ...] | None:
        """Give the programme's own address: the words have no other."""
        parts: tuple[Any, ...] | None = super().get_url_parts(request)
        if parts is None or parts[2] is None:
            return parts
        with override(self.locale.language_code):
            return (*parts[:2], reverse("programme", args=[self.programme]))

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the programme's page."""
        if applies("WEB-31", self.locale.language_code != language()):
            raise Http404
        return HttpResponsePermanentRedirect(self.get_url() or "/")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return what the programme's page shows, with these words: the preview is that page."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        programme = get_object_or_404(shown_programmes(), slug=self.programme)
        return {**context, **facts_of(programme), "written": self}
