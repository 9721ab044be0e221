"""The short texts in other languages: saved, checked, old; and what cannot be read."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.actions import (
    ShortTextChanged,
    check_short_translation,
    save_activity,
    save_basics,
    save_short_translation,
)
from naboskap.applications.content import changed_parts, content_of, digest_of
from naboskap.applications.models import (
    Activity,
    Application,
    BudgetLine,
    FinancingLine,
    ShortTranslation,
    ShortTranslationVersion,
)
from naboskap.applications.queries import draft_of, visible_to
from naboskap.applications.renderings import lacking, language_of, readers, short_texts
from naboskap.applications.tests.factories import join
from naboskap.audit.queries import trail_of
from naboskap.core.errors import RuleNotMet

pytestmark = pytest.mark.django_db
TITLE = "Elva mellom oss"


def stands(application, who):
    return draft_of(visible_to(who).get(pk=application.pk))


def say(application, text, *, by, key="title", read=0, of=TITLE, mark="translated", to="ru"):
    return save_short_translation(
        application,
        key,
        text,
        language=to,
        mark=mark,
        of_text=of,
        read_number=read,
        by=by,
    )


def refused(rule, act):
    before = ShortTranslationVersion.objects.count()
    with pytest.raises(RuleNotMet) as refusal:
        act()
    assert refusal.value.rule == rule
    assert ShortTranslationVersion.objects.count() == before


def rename(application, title, *, by):
    draft = stands(application, by)
    save_basics(
        application,
        title=title,
        theme=draft.theme,
        for_children_and_youth=False,
        start_date=draft.start_date,
        end_date=draft.end_date,
        read_revision=draft.revisions["basics"],
        by=by,
    )


def test_the_title_stands_in_another_language_beside_it_and_nothing_goes_away(ready, partner):
    say(ready, "Река", by=partner)
    row = say(ready, "Река между нами\x1f\x00", by=partner, read=1)

    assert (row.text, row.mark, row.of_text, row.number) == (
        "Река между нами",
        "translated",
        TITLE,
        2,
    )
    assert list(ShortTranslationVersion.objects.values_list("number", "text", "saved_by_id")) == [
        (1, "Река", partner.pk),
        (2, "Река между нами", partner.pk),
    ]
    assert say(ready, "Река между нами", by=partner, read=1).number == 2
    [one] = stands(ready, partner).renderings["title"]
    assert (one.language, one.text, one.number) == ("ru", "Река между нами", 2)


def test_the_words_of_the_plan_and_of_the_money_too(ready, partner):
    act = Activity.objects.filter(application=ready).first()
    cost = BudgetLine.objects.filter(application=ready, text="Buss").first()
    FinancingLine.objects.filter(application=ready).update(text="Kommunen")
    paid = FinancingLine.objects.filter(application=ready).first()
    told = {
        f"activity:{act.pk}:what": (act.what, "Пробы воды"),
        f"activity:{act.pk}:task_a": (act.task_a, "Ведут"),
        f"cost:{cost.pk}:text": ("Buss", "Автобус"),
        f"money:{paid.pk}:text": ("Kommunen", "Коммуна"),
    }
    for key, (of, text) in told.items():
        say(ready, text, by=partner, key=key, of=of)

    found = content_of(stands(ready, partner))

    assert found["activities"][0]["translations"]["what"] == [
        {"language": "ru", "text": "Пробы воды", "mark": "translated", "by_side": "b"}
    ]
    assert set(found["activities"][0]["translations"]) == {"what", "task_a"}
    bus, other = (row for row in found["budget"] if row["text"] == "Buss")
    assert "translations" not in other
    assert bus["translations"][0]["text"] == "Автобус"
    assert found["financing"][0]["translations"][0]["text"] == "Коммуна"


def test_a_translation_of_a_short_text_that_another_saved_since_is_met(ready, lead, partner):
    say(ready, "Река", by=partner)

    with pytest.raises(ShortTextChanged) as met:
        say(ready, "Речка", by=lead)

    assert (met.value.theirs, met.value.yours, met.value.number) == ("Река", "Речка", 1)
    assert met.value.saved_by_id == partner.pk
    assert ShortTranslation.objects.get().text == "Река"


@pytest.mark.parametrize(
    "key", ["title", "activity:0:what", "activity:x:what", "activity:1:place", "x", "cost:1:side"]
)
def test_there_is_a_short_text_to_translate(ready, partner, key):
    Application.objects.filter(pk=ready.pk).update(title="")

    refused("APP-82", lambda: say(ready, "Река", by=partner, key=key))


@pytest.mark.parametrize("to", ["nb", "xx"])
def test_a_short_translation_is_in_another_language(ready, partner, to):
    refused("APP-83", lambda: say(ready, "Elva", by=partner, to=to))


def test_nobody_says_of_a_short_text_that_it_is_checked_by_writing(ready, partner):
    refused("APP-84", lambda: say(ready, "Река", by=partner, mark="checked"))


def check(application, *, by, read=1, of=TITLE):
    return check_short_translation(application, "title", "ru", of_text=of, read_number=read, by=by)


def test_whoever_reads_both_short_texts_says_that_they_say_the_same(ready, lead, partner):
    say(ready, "Река", by=partner)

    row = check(ready, by=lead)

    assert (row.mark, row.checked_by_id, row.saved_by_id, row.number) == (
        "checked",
        lead.pk,
        partner.pk,
        2,
    )
    assert check(ready, by=partner, read=2).checked_by_id == lead.pk
    assert [one.action for one in trail_of(ready)].count("applications.check_translation") == 1
    # Another text has been checked by nobody.
    row = say(ready, "Речка", by=partner, read=2)
    assert (row.mark, row.checked_by_id, row.checked_at) == ("translated", None, None)


@pytest.mark.parametrize(("read", "of"), [(0, TITLE), (2, TITLE), (1, "Elva")])
def test_only_the_very_short_texts_that_were_read_are_checked(ready, partner, read, of):
    say(ready, "Река", by=partner)

    refused("APP-85", lambda: check(ready, by=partner, read=read, of=of))

    assert ShortTranslation.objects.get().mark == "translated"


def test_a_short_text_that_changes_makes_its_translation_old_and_changed_back_new(
    ready, lead, partner
):
    say(ready, "Река", by=partner)
    rename(ready, "Bekken mellom oss", by=lead)

    old = content_of(stands(ready, lead))["title_translations"]
    rename(ready, TITLE, by=lead)
    new = content_of(stands(ready, lead))["title_translations"]

    assert [one.get("is_old", False) for one in (*old, *new)] == [True, False]


def test_without_translations_the_content_is_what_it_was_and_with_them_another(
    ready, lead, partner
):
    before = content_of(stands(ready, lead))
    assert not [key for key in before if "translation" in key]
    assert "translations" not in {*before["activities"][0], *before["budget"][0]}
    say(ready, "Река", by=partner)

    after = content_of(stands(ready, lead))

    assert digest_of(after) != digest_of(before)
    assert changed_parts(before, after) == ["title"]


def test_who_may_not_write_translates_nothing(ready, lead):
    reader = join(ready, UserFactory(), side="a", by=lead, may_write=False)

    refused("APP-36", lambda: say(ready, "Река", by=reader))
    with pytest.raises(PermissionDenied):
        say(ready, "Река", by=UserFactory())
    assert not ShortTranslation.objects.exists()


def test_the_table_holds_one_translation_a_language_and_who_checked_it(ready, partner):
    row = say(ready, "Река", by=partner)
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        ShortTranslation.objects.update(mark="checked")


def test_what_cannot_be_read_is_told_for_those_who_read_it(ready, lead, partner):
    draft = stands(ready, partner)
    sides = {**draft.sides, "b": replace(draft.sides["b"], language="ru")}
    draft = replace(draft, sides=sides)
    assert readers(draft) == ["nb", "ru"]
    first = short_texts(draft)[0]
    assert (first.key, first.language, lacking(first.read_in, readers(draft))) == (
        "title",
        "nb",
        ["ru"],
    )
    assert lacking({"nn", "ru"}, ["nb", "ru"]) == []
    say(ready, "Река", by=partner)
    assert short_texts(stands(ready, partner))[0].read_in == {"nb", "ru"}


def test_the_letters_tell_the_language_of_a_short_text():
    assert language_of("Автобус", said="nb") == "ru"
    assert language_of("Buss") == "nb"
    assert language_of("The bus and the boat") == "en"
    assert language_of("Møte", said="nn") == "nn"


def test_whoever_mends_a_day_in_an_activity_does_not_thereby_write_it_in_their_own_language(
    ready, partner
):
    row = Activity.objects.filter(application=ready).first()
    told = {"what": row.what, "pk": row.pk, "read_revision": row.revision, "place": row.place}

    kept = save_activity(ready, **told, task_a="Leder", language="ru", by=partner)

    assert kept.language == "nb"
    new = save_activity(ready, what="Пробы воды", language="ru", by=partner)
    assert new.language == "ru"
