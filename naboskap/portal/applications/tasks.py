"""The parts of a draft as a list, each with a plain state."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from naboskap.applications.gaps import Gap
from naboskap.core.words import quoted
from naboskap.portal.applications.page import ASKED_IN, DraftPage
from naboskap.portal.applications.tongues import ReadIn, read_by_each
from naboskap.ui.wording import money


@dataclass(frozen=True, slots=True)
class Task:
    """One part: where it is done and how it stands. Without ``href`` it is not the reader's."""

    title: str
    state: str
    href: str = ""
    note: str = ""
    is_todo: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    tasks: list[Task]
    side: str = ""


def _titles(page: DraftPage) -> dict[str, str]:
    """Name the parts that the pair writes together, by the page where each is written."""
    return {
        "basics": _("Name, field and dates"),
        "texts": _("What you want, in words"),
        "activities": _("What you will do") if page.is_alone else _("What you do together"),
        "participants": _("Who takes part"),
        "money": _("Budget and who pays"),
    }


def tasks_of(page: DraftPage) -> list[Group]:
    """Return all parts in order: together, each side, and last of all the sending."""
    draft = page.draft
    missing = {gap.part.split(":")[0] for gap in page.gaps}
    stops = {advice.part for advice in page.stops}
    advised = {advice.part for advice in page.advice} | ({"activities"} if page.outside else set())

    titles = _titles(page)

    def task(name: str, *parts: str, begun: bool, note: str = "") -> Task:
        if stops & set(parts):
            state, is_todo = _("Must be put right"), True
        elif missing & set(parts):
            state, is_todo = (_("Something is missing") if begun else _("Not begun")), True
        elif advised & set(parts):
            state, is_todo = _("One thing to look at"), True
        else:
            state, is_todo = _("Filled in"), False
        href = reverse(f"portal:{name}", kwargs={"key": draft.key})
        return Task(titles[name], state, href, note, is_todo)

    together = {
        "basics": task(
            "basics",
            "basics",
            begun=bool(draft.title or draft.theme or draft.start_date or draft.end_date),
            note=_dates(page),
        ),
        "texts": task("texts", "answer", "texts", begun=bool(draft.answers)),
        "activities": task(
            "activities",
            "activities",
            begun=bool(draft.activities),
            note=_number(len(draft.activities)),
        ),
        "participants": task(
            "participants",
            "participants",
            begun=draft.participants_in_all > 0,
            note=_people(page),
        ),
        "money": task(
            "money",
            "money",
            begun=bool(draft.costs or draft.financing or draft.amount_applied_for),
        ),
    }
    order = _order_of(page, list(together))
    return [
        Group(
            "" if page.is_alone else _("Together"),
            [*(together[part] for part in order), _papers(page), *translations(page)],
        ),
        *(_side_group(page, side, missing) for side in ("a" if page.is_alone else "ab")),
        Group(_("Last of all"), _last(page)),
    ]


def _papers(page: DraftPage) -> Task:
    """The papers: never needed, so that nothing is missing while there are none."""
    told = page.draft.papers
    stops = {advice.part for advice in page.stops}
    if "attachments" in stops or any(paper.is_kept_out for paper in told):
        state, is_todo = _("Must be put right"), True
    elif page.papers_advice:
        state, is_todo = _("One thing to look at"), True
    else:
        state, is_todo = _("Filled in") if told else _("When you want"), False
    here = sum(1 for paper in told if paper.is_here)
    later = sum(1 for paper in told if paper.is_awaited)
    notes = [
        ngettext("%(number)s file", "%(number)s files", here) % {"number": here} if here else "",
        ngettext("%(number)s comes later", "%(number)s come later", later) % {"number": later}
        if later
        else "",
    ]
    href = reverse("portal:papers", kwargs={"key": page.draft.key})
    return Task(_("Papers"), state, href, ", ".join(filter(None, notes)), is_todo)


def _order_of(page: DraftPage, parts: list[str]) -> list[str]:
    """Return the parts that the form asks for, in the order in which it first asks for them."""
    if not page.told:
        return parts
    found: dict[str, None] = {}
    for question in page.everything:
        part = ASKED_IN.get(question.role, question.role) if question.is_built_in else "texts"
        found[part] = None
    return [part for part in found if part in parts]


@dataclass(frozen=True, slots=True)
class Remaining:
    """One thing to mend or write before sending, and where it is done."""

    words: str
    href: str


# Where a part of the application is written: on which page, and where on the short form.
PLACES = {
    "basics": ("basics", "project"),
    "pair": ("pair", "partner"),
    "texts": ("texts", "words"),
    "activities": ("activities", "together"),
    "participants": ("participants", "people"),
    "money": ("money", "budget"),
    "attachments": ("papers", "papers"),
}


# The field that a gap leads to: in the full form, and on the short form's one page.
FIELDS = {
    "title": ("id_title", "id_basics-title"),
    "theme": ("id_theme", "id_basics-theme"),
    "dates": ("id_start_date", "id_basics-start_date"),
    "partner": ("id_partner-described_as", "id_partner-described_as"),
    "activities": ("id_what", "id_activity0-what"),
    "amount": ("id_ask-amount", "id_work-amount"),
}


# What is both missing and asked for by a paragraph is told once, where it is filled in.
TOLD_AS_GAPS = {"partner"}


def remaining(page: DraftPage) -> list[Remaining]:
    """Return all that stands between the draft and sending, in the order of the form."""
    told = {gap.code for gap in page.gaps}
    wrong = [
        Remaining(advice.heading, _place_of(page, advice.part))
        for advice in page.stops
        if advice.fact not in TOLD_AS_GAPS & told
    ]
    missing = []
    for gap in page.gaps:
        part = "texts" if gap.question else gap.part
        # Whose organisation applies, and what goes with it, is said on pages of their own, also
        # for the short form.
        elsewhere = gap.code in {"applicant", "kept_out"}
        is_short = page.is_short and not elsewhere
        href = _place_of(page, part, is_short=is_short)
        if own := _page_of(page, gap, is_short=is_short):
            href = reverse(f"portal:{own}", kwargs={"key": page.draft.key})
        if field := _field_of(gap, is_short=is_short):
            href = f"{href.partition('#')[0]}#{field}"
        words = f"{gap.words} {gap.question.in_words}" if gap.question else str(gap.words)
        if gap.code == "applicant" and page.needs_number:
            words = f"{words} {_('It must have an organisation number.')}"
        missing.append(_kind_left(page, gap) if gap.row else Remaining(words, href))
    if page.is_too_large and page.short_limit is not None:
        text = _("The short form is for up to %(sum)s. Ask for less, or go on in the full form.")
        words = text % {"sum": money(page.short_limit)}
        wrong.append(Remaining(words, _place_of(page, "money")))
    return wrong + missing


def outside(page: DraftPage) -> list[Remaining]:
    """Return the activities that lie outside the project's days, each with the way to its day."""
    return [Remaining(words, _day_of(page, pk)) for pk, words in page.outside.items()]


def _day_of(page: DraftPage, pk: int) -> str:
    key = page.draft.key
    if page.is_short:
        place = [one.pk for one in page.draft.activities].index(pk)
        return reverse("portal:short", kwargs={"key": key}) + f"#id_activity{place}-from_date"
    return reverse("portal:activity", kwargs={"key": key, "pk": pk}) + "#id_from_date"


def _kind_left(page: DraftPage, gap: Gap) -> Remaining:
    """Say which cost has no kind, and lead to where it is chosen."""
    lines = page.draft.costs
    line = next(one for one in lines if one.pk == gap.row)
    said = _("Choose what kind of cost %(cost)s is.")
    words = said % {"cost": quoted(line.text) if line.text else money(line.amount)}
    key = page.draft.key
    if page.is_short:
        rows = [one.pk for one in lines if one.category != "own_work"]
        href = reverse("portal:short", kwargs={"key": key})
        return Remaining(words, f"{href}#id_cost{rows.index(line.pk)}-category")
    href = reverse("portal:cost", kwargs={"key": key, "pk": line.pk})
    return Remaining(words, f"{href}#id_category")


def _page_of(page: DraftPage, gap: Gap, *, is_short: bool) -> str:
    """Name the page of its own where a gap of the pair is filled; empty where it has none."""
    if gap.code == "partner" and not is_short:
        return "pair-partner"
    return "side-organisation" if gap.code == "applicant" and page.side == "a" else ""


def _field_of(gap: Gap, *, is_short: bool) -> str:
    if gap.question is not None:
        return gap.question.key
    return FIELDS[gap.code][is_short] if gap.code in FIELDS else ""


def _place_of(page: DraftPage, part: str, *, is_short: bool | None = None) -> str:
    return place_of(page.draft.key, part, is_short=page.is_short if is_short is None else is_short)


def place_of(key: str, part: str, *, is_short: bool) -> str:
    """Return the address where a part of the application with ``key`` is written."""
    name, anchor = PLACES[part]
    if is_short:
        return reverse("portal:short", kwargs={"key": key}) + f"#{anchor}"
    return reverse(f"portal:{name}", kwargs={"key": key})


def _number(activities: int) -> str:
    if not activities:
        return ""
    text = ngettext("%(number)s activity", "%(number)s activities", activities)
    return text % {"number": activities}


def _people(page: DraftPage) -> str:
    if not page.draft.participants_in_all:
        return ""
    return _("%(ours)s from the one side, %(theirs)s from the other") % {
        "ours": page.draft.participants_of("a"),
        "theirs": page.draft.participants_of("b"),
    }


def _dates(page: DraftPage) -> str:
    return page.draft.title


def _side_group(page: DraftPage, name: str, missing: set[str]) -> Group:
    side = page.draft.sides[name]
    is_own = name == page.side
    href = reverse("portal:pair", kwargs={"key": page.draft.key})
    lacks = {gap.code for gap in page.gaps} & {"applicant" if name == "a" else "partner"}
    who = Task(
        _("Who it is"),
        _("Something is missing") if lacks else _("Filled in") if side.name else _("Not begun"),
        href,
        side.name,
        is_todo=bool(lacks),
    )
    if is_own:
        wish = Task(
            _("What may be shown to the public"),
            _("Answered") if side.publication_wish else _("When you want"),
            reverse("portal:wish", kwargs={"key": page.draft.key}),
        )
    else:
        wish = Task(
            _("What may be shown to the public"),
            _("Answered") if side.publication_wish else _("This side answers"),
        )
    title = _("Who applies") if page.is_alone else page.side_name(name)
    return Group(title, [who, wish], side="" if page.is_alone else name)


def translations(page: DraftPage) -> list[Task]:
    """How much of it stands in each language that somebody here reads, where some is in another.

    It is never needed in order to send: nothing is missing, and nobody's part is not begun.
    """
    return [_in_language(one) for one in read_by_each(page)]


def _in_language(one: ReadIn) -> Task:
    text = ngettext("%(number)s text remains", "%(number)s texts remain", one.lacks)
    state = text % {"number": one.lacks} if one.lacks else _("Filled in")
    told = {"number": one.number, "all": one.of, "language": one.called}
    note = ngettext(
        "%(number)s of %(all)s text stands in %(language)s too",
        "%(number)s of %(all)s texts stand in %(language)s too",
        one.of,
    )
    title = _("All of it in %(language)s") % {"language": one.called}
    return Task(title, state, one.href, note % told)


def walk_of(page: DraftPage) -> list[Task]:
    """Return the pages in the order in which one goes on from each to the next.

    It is the order of the list, to the check page; what the reader has no page for is left out.
    """
    titles = _titles(page) | {
        "papers": _("Papers"),
        "pair": _("Who applies") if page.is_alone else _("You and your partner"),
        "wish": _("What may be shown to the public"),
        "read": _("Read it as the case officer will"),
        "send": _("Check and send"),
        "changing": _("See what is different"),
    }
    parts = _order_of(page, list(_titles(page)))
    languages = translations(page)
    if page.change:
        before, after = parts, ["changing"]
    else:
        wish = ["wish"] if page.side else []
        before, after = [*parts, "papers"], ["pair", *wish, "read", "send"]

    def step(name: str) -> Task:
        return Task(titles[name], "", reverse(f"portal:{name}", kwargs={"key": page.draft.key}))

    return [*map(step, before), *languages, *map(step, after)]


def onward(page: DraftPage, path: str) -> Task | None:
    """Return the page that comes after the one at ``path``; None where nothing is written."""
    if page.is_short or page.reads_only or not page.is_open_to_write:
        return None
    steps = walk_of(page)
    here = next((place for place, step in enumerate(steps) if step.href == path), len(steps))
    return steps[here + 1] if here + 1 < len(steps) else None


def _last(page: DraftPage) -> list[Task]:
    key: dict[str, Any] = {"key": page.draft.key}
    ready = page.can_be_sent
    return [
        Task(
            _("Read it as the case officer will"),
            _("When you want"),
            reverse("portal:read", kwargs=key),
        ),
        Task(
            _("Check and send"),
            _("Ready to send") if ready else _("Some things remain"),
            reverse("portal:send", kwargs=key),
            is_todo=ready,
        ),
    ]
