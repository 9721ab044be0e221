"""What a page is built of: few blocks, plain words. An editor can hardly make an ugly page."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

PLAIN = ["bold", "link", "ol", "ul", "h3"]


class Link(blocks.StructBlock):
    title = blocks.CharBlock()
    href = blocks.CharBlock(help_text="/sokeskolen/ eller en hel adresse")
    text = blocks.CharBlock(required=False)


class Fact(blocks.StructBlock):
    term = blocks.CharBlock()
    text = blocks.TextBlock()
    clause = blocks.CharBlock(required=False)


class Facts(blocks.StructBlock):
    heading = blocks.CharBlock(required=False)
    rows = blocks.ListBlock(Fact())

    class Meta:
        template = "website/blocks/facts.html"


class Text(blocks.StructBlock):
    heading = blocks.CharBlock(required=False)
    text = blocks.RichTextBlock(features=PLAIN)

    class Meta:
        template = "website/blocks/text.html"


class StepRow(blocks.StructBlock):
    title = blocks.CharBlock()
    href = blocks.CharBlock(required=False)
    text = blocks.CharBlock(required=False)


class Steps(blocks.StructBlock):
    heading = blocks.CharBlock(required=False)
    rows = blocks.ListBlock(StepRow())

    class Meta:
        template = "website/blocks/steps.html"


class Example(blocks.StructBlock):
    heading = blocks.CharBlock()
    quote = blocks.TextBlock()
    text = blocks.TextBlock(required=False)

    class Meta:
        template = "website/blocks/example.html"


class Links(blocks.StructBlock):
    heading = blocks.CharBlock(required=False)
    rows = blocks.ListBlock(Link())

    class Meta:
        template = "website/blocks/links.html"


class Givers(blocks.StructBlock):
    """Who gives the money and who owns the house: from the books, so that it is never old."""

    heading = blocks.CharBlock(required=False)

    class Meta:
        template = "website/blocks/givers.html"


class Half(blocks.StructBlock):
    heading = blocks.CharBlock()
    text = blocks.RichTextBlock(features=PLAIN)


class Two(blocks.StructBlock):
    """Two things side by side that are no sides: yes and no, strong and weak."""

    heading = blocks.CharBlock(required=False)
    first = Half()
    second = Half()

    class Meta:
        template = "website/blocks/two.html"


class Checklist(blocks.StructBlock):
    """What one can hold one's own plan against. What is ticked is the reader's own."""

    heading = blocks.CharBlock()
    rows = blocks.ListBlock(blocks.CharBlock())

    class Meta:
        template = "website/blocks/checklist.html"


class Option(blocks.StructBlock):
    text = blocks.CharBlock()
    is_right = blocks.BooleanBlock(required=False)
    why = blocks.TextBlock()


class TestQuestion(blocks.StructBlock):
    question = blocks.CharBlock()
    options = blocks.ListBlock(Option())


class SelfTest(blocks.StructBlock):
    """Questions with answers that explain. Nothing is counted, and nobody is told."""

    heading = blocks.CharBlock()
    rows = blocks.ListBlock(TestQuestion())

    class Meta:
        template = "website/blocks/test.html"


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

    heading = blocks.CharBlock()
    text = blocks.TextBlock(required=False)
    part = blocks.ChoiceBlock(choices=PARTS)
    button = blocks.CharBlock()

    class Meta:
        template = "website/blocks/do.html"


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
    ]


class Door(blocks.StructBlock):
    title = blocks.CharBlock()
    href = blocks.CharBlock()
    text = blocks.TextBlock()
    note = blocks.CharBlock(required=False)


class Section(blocks.StructBlock):
    """A part of the front page: a heading, a few words, and ways in."""

    heading = blocks.CharBlock()
    text = blocks.TextBlock(required=False)
    doors = blocks.ListBlock(Door(), default=[])
    after = blocks.CharBlock(required=False)
    after_title = blocks.CharBlock(required=False)
    after_href = blocks.CharBlock(required=False)


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
