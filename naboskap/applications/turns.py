"""Whose turn it is with a draft: what each side has to do before it can be sent."""

from collections.abc import Iterable

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from naboskap.applications.draft import Draft, is_alone
from naboskap.applications.gaps import Gap

WORDS: dict[str, Promise] = {
    "who": _("say which organisation it is"),
    "people": _("write how many take part"),
    "missing": _("fill in what is missing"),
    "go_on": _("go on writing"),
    "stopped": _("put right what the guidelines stop"),
    "ask": _("ask the other side in, so that they can read it before it is sent"),
    "send": _("read it once more, and send it"),
}


def _joined(codes: Iterable[str]) -> str:
    return ", ".join(str(WORDS[code]) for code in codes)


in_words = lazy(_joined, str)  # In the language of whoever reads it.


def turns_of(
    draft: Draft,
    gaps: Iterable[Gap],
    *,
    is_stopped: bool,
    needs_partner: bool,
    began_by: int,
) -> dict[str, tuple[str, ...]]:
    """Return what each side has to do now, as keys of ``WORDS``; the turn is of those with any.

    Each side says who it is, and how many of its own take part. All else that is missing, and the
    sending, is the turn of the side that began the draft: whoever writes may do it, but it is
    asked of one. Where nobody sits on that side any more, of the other.
    """
    there = [name for name, side in draft.sides.items() if side.people]
    began = next(
        (
            name
            for name in there
            if any(one.user_id == began_by for one in draft.sides[name].people)
        ),
        "a",
    )
    first = began if began in there or not there else there[0]
    found: dict[str, list[str]] = {name: [] for name in ("a", "b")}

    def asks(side: str, code: str) -> None:
        if code not in found[side]:
            found[side].append(code)

    for gap in gaps:
        if gap.code == "applicant":
            asks("a" if "a" in there else first, "who")
        elif gap.code == "partner" and "b" in there:
            asks("b", "who")
        elif gap.code == "participants" and len(there) > 1:
            for side in there:
                asks(side, "people")
        else:
            asks(first, "missing")
    if is_stopped and "missing" not in found[first]:
        asks(first, "stopped")
    if not any(found.values()):
        other = draft.sides.get("b" if first == "a" else "a")
        alone = is_alone(draft.sides, needs_partner=needs_partner)
        waits = other is not None and not other.people and not other.is_invited
        asks(first, "ask" if waits and not alone else "send")
    return {side: tuple(codes) for side, codes in found.items()}
