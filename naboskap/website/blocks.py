"""What a page is built of: few blocks, plain words. An editor can hardly make an ugly page."""

from typing import Any

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


def page_blocks() -> list[tuple[str, Any]]:
    """Return the blocks of an ordinary page."""
    return [
        ("text", Text()),
        ("facts", Facts()),
        ("steps", Steps()),
        ("quote", Example()),
        ("two", Two()),
        ("links", Links()),
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
