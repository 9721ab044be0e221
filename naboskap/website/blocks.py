"""What a page is built of: few blocks, plain words. An editor can hardly make an ugly page."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.images.blocks import ImageChooserBlock

from naboskap.core.errors import applies
from naboskap.core.words import in_language
from naboskap.programmes.queries import shown_programmes
from naboskap.projects.queries import public_cards
from naboskap.projects.shelf import Filters
from naboskap.website.rounds import shown_round

# A place on this site or page, another site over a closed line, or a way to write or call.
_ADDRESS = re.compile(r"(?:/(?![/\\])|#|https://[^\s/]|mailto:[^\s/]|tel:\+?\d)[^\s\\]*")


def leads_somewhere(address: str) -> None:
    """Hold WEB-53: a link leads where its reader expects, and runs nothing."""
    if applies("WEB-53", not _ADDRESS.fullmatch(address)):
        raise ValidationError(
            _("Write /sokeskolen/, #part-of-the-page, https://…, mailto:… or tel:…")
        )


class Address(blocks.CharBlock):
    """Where a link leads."""

    def __init__(self, **facts: Any) -> None:
        super().__init__(**{"label": _("Address"), "validators": [leads_somewhere], **facts})


PLAIN = ["bold", "link", "ol", "ul", "h3"]


class Link(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"))
    href = Address(help_text=_("/sokeskolen/, or a whole address"))
    text = blocks.CharBlock(label=_("Text"), required=False)


class Fact(blocks.StructBlock):
    term = blocks.CharBlock(label=_("What"))
    text = blocks.TextBlock(label=_("Text"))
    clause = blocks.CharBlock(label=_("Paragraph"), required=False)


class Facts(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False)
    rows = blocks.ListBlock(Fact(), label=_("Rows"))

    class Meta:
        template = "website/blocks/facts.html"
        label = _("Facts")


class Text(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False)
    text = blocks.RichTextBlock(label=_("Text"), features=PLAIN)

    class Meta:
        template = "website/blocks/text.html"
        label = _("Text")


class StepRow(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"))
    href = Address(required=False)
    text = blocks.CharBlock(label=_("Text"), required=False)


class Steps(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False)
    rows = blocks.ListBlock(StepRow(), label=_("Rows"))

    class Meta:
        template = "website/blocks/steps.html"
        label = _("Steps")


class Example(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"))
    quote = blocks.TextBlock(label=_("What was said"))
    text = blocks.TextBlock(label=_("Text"), required=False)

    class Meta:
        template = "website/blocks/example.html"
        label = _("Example from life")


class Links(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False)
    rows = blocks.ListBlock(Link(), label=_("Rows"))

    class Meta:
        template = "website/blocks/links.html"
        label = _("Links")


class Givers(blocks.StructBlock):
    """Who gives the money and who owns the house: from the books, so that it is never old."""

    heading = blocks.CharBlock(label=_("Heading"), required=False)

    class Meta:
        template = "website/blocks/givers.html"
        label = _("Who gives the money, and who owns us")


class Brought(blocks.StructBlock):
    """What a partner brings: from the guidelines in force, so that no figure is old."""

    heading = blocks.CharBlock(label=_("Heading"), required=False)

    class Meta:
        template = "website/blocks/brought.html"
        label = _("What a partner brings, and who pays first")


class Half(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"))
    text = blocks.RichTextBlock(label=_("Text"), features=PLAIN)


class Two(blocks.StructBlock):
    """Two things side by side that are no sides: yes and no, strong and weak."""

    heading = blocks.CharBlock(label=_("Heading"), required=False)
    first = Half(label=_("First"))
    second = Half(label=_("Second"))

    class Meta:
        template = "website/blocks/two.html"
        label = _("Two things side by side")


class Checklist(blocks.StructBlock):
    """What one can hold one's own plan against. What is ticked is the reader's own."""

    heading = blocks.CharBlock(label=_("Heading"))
    rows = blocks.ListBlock(blocks.CharBlock(), label=_("Rows"))

    class Meta:
        template = "website/blocks/checklist.html"
        label = _("Checklist")


class Option(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Text"))
    is_right = blocks.BooleanBlock(label=_("It is right"), required=False)
    why = blocks.TextBlock(label=_("Why"))


class TestQuestion(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"))
    options = blocks.ListBlock(Option(), label=_("Answers to choose from"))


class SelfTest(blocks.StructBlock):
    """Questions with answers that explain. Nothing is counted, and nobody is told."""

    heading = blocks.CharBlock(label=_("Heading"))
    rows = blocks.ListBlock(TestQuestion(), label=_("Rows"))

    class Meta:
        template = "website/blocks/test.html"
        label = _("Self-test")


# The parts of one's own application, project or report that a lesson can open.
PARTS = [
    ("basics", _("Name, field and dates")),
    ("pair", _("The pair")),
    ("texts", _("The texts")),
    ("activities", _("The activities")),
    ("participants", _("Who takes part")),
    ("money", _("The budget")),
    ("home", _("My page")),
    ("report", _("The report")),
]


class DoNow(blocks.StructBlock):
    """A way to the matching part of the reader's own application."""

    heading = blocks.CharBlock(label=_("Heading"))
    text = blocks.TextBlock(label=_("Text"), required=False)
    part = blocks.ChoiceBlock(label=_("Part of the application"), choices=PARTS)
    button = blocks.CharBlock(label=_("What the button says"))

    class Meta:
        template = "website/blocks/do.html"
        label = _("Do it now")


SHAPES = [("whole", _("The whole picture")), ("wide", _("A wide cut around the focal point"))]


class Picture(blocks.StructBlock):
    """A picture, which whoever does not see it is told in words."""

    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        label=_("What the picture shows"),
        max_length=250,
        help_text=_("For those who do not see it. Say what happens, not that it is a picture."),
    )
    caption = blocks.CharBlock(label=_("Caption and who made it"), required=False, max_length=250)
    shape = blocks.ChoiceBlock(label=_("Shape"), choices=SHAPES, default="whole")

    class Meta:
        template = "website/blocks/picture.html"
        icon = "image"
        label = _("Picture")


class Callout(blocks.StructBlock):
    """A few words that nobody should miss. One on a page is enough."""

    heading = blocks.CharBlock(label=_("Heading"))
    text = blocks.RichTextBlock(label=_("Text"), features=PLAIN)

    class Meta:
        template = "website/blocks/callout.html"
        icon = "warning"
        label = _("Call-out")


class Video(blocks.StructBlock):
    """A way out to a film. No player of others runs on our pages, and nobody is told who reads."""

    title = blocks.CharBlock(label=_("What the film is called"))
    href = blocks.URLBlock(label=_("Where it is"))
    text = blocks.CharBlock(label=_("What one sees, and how long it takes"), required=False)
    image = ImageChooserBlock(label=_("Picture"), required=False)

    class Meta:
        template = "website/blocks/video.html"
        icon = "media"
        label = _("Link to a film")

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        return {**context, "host": urlsplit(value["href"]).hostname or ""}


class RegionMap(blocks.StructBlock):
    """The map of the regions, each a way into the project bank."""

    heading = blocks.CharBlock(label=_("Heading"))

    class Meta:
        template = "website/blocks/map.html"
        icon = "site"
        label = _("Map of the region")


class Figures(blocks.StructBlock):
    """What the project bank comes to: asked of it each time, never typed in."""

    heading = blocks.CharBlock(label=_("Heading"))

    class Meta:
        template = "website/blocks/figures.html"
        icon = "table"
        label = _("Figures")


class Projects(blocks.StructBlock):
    """The newest projects of the bank, as anybody may see them."""

    heading = blocks.CharBlock(label=_("Heading"))
    words = blocks.CharBlock(
        label=_("Words"),
        required=False,
        max_length=100,
        help_text=_("Only projects with these words."),
    )
    number = blocks.IntegerBlock(label=_("How many"), min_value=1, max_value=6, default=3)

    class Meta:
        template = "website/blocks/projects.html"
        icon = "folder-open-inverse"
        label = _("Project cards")

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        found = public_cards(Filters(words=value.get("words") or ""), per_page=value["number"])
        # Another word than the one asked for is no answer on a page that nobody typed it into.
        return {**context, "cards": () if found.read_as else found.cards}


def programme_choices() -> list[tuple[str, str]]:
    return [(one.slug, in_language(one.name)) for one in shown_programmes()]


class NextDeadline(blocks.StructBlock):
    """The next deadline, of one programme or of any: from the programmes' own rounds."""

    programme = blocks.ChoiceBlock(label=_("Programme"), choices=programme_choices, required=False)

    class Meta:
        template = "website/blocks/deadline.html"
        icon = "calendar-alt"
        label = _("Next deadline")

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        return {**context, "round": shown_round(slug=value.get("programme") or "")}


def page_blocks() -> list[tuple[str, Any]]:
    """Return the blocks of an ordinary page."""
    return [
        ("text", Text()),
        ("facts", Facts()),
        ("steps", Steps()),
        ("quote", Example()),
        ("two", Two()),
        ("links", Links()),
        ("checklist", Checklist()),
        ("test", SelfTest()),
        ("do", DoNow()),
        ("givers", Givers()),
        ("brought", Brought()),
        ("picture", Picture()),
        (
            "table",
            TableBlock(
                template="website/blocks/table.html",
                label=_("Table"),
                table_options={"height": 216},
            ),
        ),
        ("callout", Callout()),
        ("video", Video()),
        ("map", RegionMap()),
        ("figures", Figures()),
        ("projects", Projects()),
        ("deadline", NextDeadline()),
    ]


class Door(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"))
    href = Address()
    text = blocks.TextBlock(label=_("Text"))
    note = blocks.CharBlock(label=_("Note"), required=False)


class Card(blocks.StructBlock):
    """A way on from a landing page."""

    title = blocks.CharBlock(label=_("Title"))
    href = Address(help_text=_("/sokeskolen/, or a whole address"))
    text = blocks.TextBlock(label=_("Text"))

    class Meta:
        icon = "link"
        label = _("Card")


def card_blocks() -> list[tuple[str, Any]]:
    """Return what a landing page leads on by."""
    return [("card", Card())]


class Section(blocks.StructBlock):
    """A part of the front page: a heading, a few words, and ways in."""

    heading = blocks.CharBlock(label=_("Heading"))
    text = blocks.TextBlock(label=_("Text"), required=False)
    doors = blocks.ListBlock(Door(), default=[], label=_("Ways in"))
    after = blocks.CharBlock(label=_("Words after"), required=False)
    after_title = blocks.CharBlock(label=_("Link after: title"), required=False)
    after_href = Address(label=_("Link after: address"), required=False)


def front_blocks() -> list[tuple[str, Any]]:
    """Return the parts of the front page; each has its own look."""
    names = ["tasks", "people", "apply", "school", "bank", "payers", "advisers"]
    return [
        (
            name,
            Section(template=f"website/front/{name}.html", form_classname=f"struct-block {name}"),
        )
        for name in names
    ]
