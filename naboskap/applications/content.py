"""What is sent, as data; and its digest. The same content gives the same digest for ever."""

import hashlib
import json
import unicodedata
from typing import Any

from naboskap.applications.amounts import WHOLE
from naboskap.applications.draft import Act, AnswerText, Cost, Draft, Money, Side
from naboskap.applications.papers import Paper
from naboskap.applications.renderings import IN_AN_ACTIVITY, is_old

# 2: an activity has its key and whoever leads it; a line may be counted, belong to an activity and
# be written in another currency; short texts have their translations. What is not used is left
# out, so that what was sent before reads as it always did.
FORMAT = 2


def content_of(draft: Draft) -> dict[str, Any]:
    """Return all that a case officer reads and a side confirms, as plain JSON. Sums are øre."""
    content: dict[str, Any] = {
        "format": FORMAT,
        "programme": draft.programme,
        "form": {"slug": draft.form, "version": draft.form_version},
        "size": draft.size,
        "title": draft.title,
        "theme": draft.theme,
        "for_children_and_youth": draft.for_children_and_youth,
        "start_date": _day(draft.start_date),
        "end_date": _day(draft.end_date),
        "amount_applied_for": draft.amount_applied_for,
        "total_cost": draft.total_cost,
        "sides": {key: _side(side) for key, side in sorted(draft.sides.items())},
        "activities": [_activity(activity, draft) for activity in draft.activities],
        "participants": [
            {"side": group.side, "age": group.age, "number": group.number}
            for group in sorted(draft.participants, key=lambda group: (group.side, group.age))
            if group.number
        ],
        "budget": [
            cost_as_data(line) | _beside(draft, f"cost:{line.pk}:text", line.text)
            for line in draft.costs
        ],
        "financing": [
            _money(line) | _beside(draft, f"money:{line.pk}:text", line.text)
            for line in draft.financing
        ],
        "answers": {key: _answer(answer, draft) for key, answer in sorted(draft.answers.items())},
    }
    if beside := _beside(draft, "title", draft.title):
        content["title_translations"] = beside["translations"]
    if draft.papers:  # Where there are none, the digest is what it was before there could be.
        content["attachments"] = [_paper(paper) for paper in draft.papers]
    return content


# What of a content is no part by its name: told otherwise, reckoned, or a part of another.
NO_PARTS = {"answers", "total_cost", "format", "title_translations"}


def digest_of(content: dict[str, Any]) -> str:
    """Return the SHA-256 of the content's canonical JSON: sorted, unspaced, composed letters."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()


def changed_parts(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Name the parts that differ between two contents; an answer as ``answer:<key>``."""
    parts = [
        key
        for key in sorted({*before, *after} - NO_PARTS)
        if _compared(key, before, after) != _compared(key, after, before)
    ]
    texts = [before.get("answers", {}), after.get("answers", {})]
    answers = [
        f"answer:{key}"
        for key in sorted({*texts[0], *texts[1]})
        if _told(texts[0].get(key)) != _told(texts[1].get(key))
    ]
    return parts + answers


def _told(answer: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return an answer as it is compared: by its words, and whether each translation is old.

    How often it was saved until it stood so is nothing that differs: a text that was put back has
    another number, and says the same.
    """
    if answer is None or "translations" not in answer:
        return answer
    version = answer["version"]
    beside = [
        _without(one, "of_version") | {"is_old": one["of_version"] != version}
        for one in answer["translations"]
    ]
    return _without(answer, "version") | {"translations": beside}


def _compared(key: str, one: dict[str, Any], other: dict[str, Any]) -> Any:
    """Return a part as it is compared: an activity's key is nothing that anybody wrote.

    A line whose activity is taken out of the plan is not changed by that: the plan is.
    """
    rows = one.get(key)
    if key == "title":
        return rows, one.get("title_translations")
    if key == "activities":
        return [_without(row, "key") for row in rows or []]
    if key == "budget":
        here, there = (
            {row.get("key") for row in each.get("activities", [])} for each in (one, other)
        )
        gone = here - there
        return [
            _without(row, "activity") if row.get("activity") in gone else row for row in rows or []
        ]
    return rows


def _without(row: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != name}


def short_digest(digest: str) -> str:
    """Write the first of a digest so that two people can compare it aloud: ``7f3a 91c0 5be2``."""
    return " ".join(digest[start : start + 4] for start in (0, 4, 8))


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def _side(side: Side) -> dict[str, Any]:
    """Return a side; its Latin name only where it chose one: what was sent before stays."""
    latin = {"latin_name": side.latin_name} if side.latin_name else {}
    return latin | {
        "name": side.own_name,
        "number": side.organisation_number,
        "country": side.country,
        "kind": side.kind,
        "control": side.control,
        "place": side.place_code,
        "language": side.language,
    }


def _answer(answer: AnswerText, draft: Draft) -> dict[str, Any]:
    """Return a text, and its translations where there are any: what they render, and their worth.

    A translation whose ``of_version`` is not the text's own ``version`` renders what stood before.
    """
    told: dict[str, Any] = {
        "role": answer.role,
        "language": answer.language,
        "text": answer.text,
    }
    said = [
        {
            "language": one.language,
            "text": one.text,
            "mark": one.mark,
            "by_side": _side_of(draft, one.checked_by_id or one.saved_by_id),
            "of_version": one.of_number,
        }
        for one in answer.translations
        if one.text
    ]
    return {**told, "version": answer.number, "translations": said} if said else told


def _side_of(draft: Draft, user: int) -> str:
    """Return the side that somebody sits on; empty for an adviser, and for who has left."""
    for key, side in draft.sides.items():
        if any(person.user_id == user for person in side.people):
            return key
    return ""


def _beside(draft: Draft, key: str, text: str) -> dict[str, Any]:
    """Return a short text's translations, where there are any, with what they are worth.

    One that renders what stood before says that it is old.
    """
    said = [
        {
            "language": one.language,
            "text": one.text,
            "mark": one.mark,
            "by_side": _side_of(draft, one.checked_by_id or one.saved_by_id),
        }
        | ({"is_old": True} if is_old(one, text) else {})
        for one in draft.renderings.get(key, ())
        if one.text and text
    ]
    return {"translations": said} if said else {}


def _activity(activity: Act, draft: Draft) -> dict[str, Any]:
    told = {
        "key": activity.pk,
        "what": activity.what,
        "language": activity.language,
        "mode": activity.mode,
        "place": activity.place_code,
        "place_text": activity.place_text,
        "from_date": _day(activity.from_date),
        "to_date": _day(activity.to_date),
        "a": {"people": activity.people_a, "task": activity.task_a},
        "b": {"people": activity.people_b, "task": activity.task_b},
    }
    if activity.led_by:
        told["led_by"] = activity.led_by
    beside = {
        name: found["translations"]
        for name in IN_AN_ACTIVITY
        if (found := _beside(draft, f"activity:{activity.pk}:{name}", getattr(activity, name)))
    }
    return told | ({"translations": beside} if beside else {})


def cost_as_data(line: Cost) -> dict[str, Any]:
    """Freeze a line of the budget. What most lines do not use stands there only where it is."""
    told: dict[str, Any] = {
        "side": line.side,
        "category": line.category,
        "text": line.text,
        "hours_hundredths": line.hours_hundredths,
        "rate": line.rate,
        "amount": line.amount,
    }
    if line.unit != WHOLE:
        told |= {"unit": line.unit, "quantity_hundredths": line.quantity_hundredths}
    if line.activity_id is not None:
        told["activity"] = line.activity_id
    if line.exchange is not None:
        told |= {
            "currency": line.currency,
            "original_amount": line.original_amount,
            "exchange": line.exchange.as_data(),
        }
    return told


def _money(line: Money) -> dict[str, Any]:
    return {"side": line.side, "source": line.source, "text": line.text, "amount": line.amount}


def _paper(paper: Paper) -> dict[str, Any]:
    """A file is told by its name and its digest: whoever has it can see that it is the same."""
    return {
        "kind": paper.kind,
        "called": paper.called,
        "state": paper.state,
        "note": paper.note,
        "due_on": _day(paper.due_on),
        "name": paper.file_name,
        "sha256": paper.sha256,
    }
