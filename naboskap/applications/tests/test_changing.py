"""What was sent may be changed until the round closes; the submitted copy stays put."""

from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.actions import (
    PartChanged,
    begin_change,
    change_unlocked,
    check_translation,
    confirm_application,
    describe_side,
    drop_change,
    go_on_in_full_form,
    lapse_application,
    let_change_lapse,
    remove_activity,
    require_settled,
    save_activity,
    save_amount,
    save_answer,
    save_basics,
    save_cost,
    save_financing,
    save_participants,
    save_short_translation,
    save_translation,
    send_change,
    submit_application,
    withdraw_application,
)
from naboskap.applications.actions.settling import ROWS
from naboskap.applications.content import changed_parts, content_of
from naboskap.applications.models import (
    Activity,
    Application,
    Change,
    Confirmation,
    ShortTranslationVersion,
    Snapshot,
)
from naboskap.applications.queries import behind_newest, draft_of, is_changing, latest_snapshot
from naboskap.applications.tasks import run_due
from naboskap.applications.tests.factories import NOW
from naboskap.audit.queries import trail_of
from naboskap.core import clock
from naboskap.core.errors import RuleNotMet
from naboskap.core.permissions import SYSTEM
from naboskap.notifications.models import Message
from naboskap.questionnaires.models import AnswerVersion, TranslationVersion

pytestmark = pytest.mark.django_db
CLOSES = datetime(2021, 11, 1, 22, 59, tzinfo=UTC)


def anew(application):
    return Application.objects.select_related(
        "programme__rulebook", "round", "sheet__version__form"
    ).get(pk=application.pk)


@pytest.fixture
def sent(ready, lead):
    submit_application(ready, by=lead)
    return anew(ready)


def refused(rule, act):
    before = (Snapshot.objects.count(), Change.objects.count())
    with pytest.raises(RuleNotMet) as refusal:
        act()
    assert refusal.value.rule == rule
    assert (Snapshot.objects.count(), Change.objects.count()) == before


def begin(application, by, *, is_taken_up=False):
    return begin_change(application, is_taken_up=is_taken_up, by=by)


def write_anew(application, by):
    """Change something of each kind."""
    draft = draft_of(anew(application))
    save_answer(
        anew(application), "summary", "Bekken mellom oss", language="nb", read_number=1, by=by
    )
    save_basics(
        application,
        title="Bekken",
        theme="culture",
        for_children_and_youth=True,
        start_date=draft.start_date,
        end_date=draft.end_date,
        read_revision=draft.revisions["basics"],
        by=by,
    )
    first = Activity.objects.filter(application=application).select_related("place").first()
    remove_activity(application, first.pk, read_revision=first.revision, by=by)
    save_activity(
        application,
        what="En ny tur",
        place=first.place,
        from_date=first.from_date,
        to_date=first.to_date,
        task_a="Leder",
        task_b="Leder",
        by=by,
    )
    save_cost(application, side="b", category="food", amount=1_000_00, by=by)
    save_financing(application, side="b", source="own", amount=1_000_00, by=by)
    save_participants(
        application, {("a", "0-14"): 3}, read_revision=draft.revisions["participants"], by=by
    )


def test_the_submitted_copy_stays_put_while_the_pair_changes_it(sent, lead, partner):
    before = latest_snapshot(sent)
    begin(sent, lead)
    write_anew(sent, partner)

    assert latest_snapshot(sent) == before
    assert (anew(sent).status, anew(sent).submitted_at) == ("submitted", sent.submitted_at)
    assert is_changing(sent)
    assert [one.action for one in trail_of(sent)][-7:] == [
        "applications.begin_change",
        "applications.save_basics",
        "applications.remove_activity",
        "applications.add_activity",
        "applications.add_cost",
        "applications.add_financing",
        "applications.save_participants",
    ]


def test_without_a_change_under_way_what_is_sent_is_closed(sent, lead):
    refused("APP-5", lambda: save_amount(sent, 1, read_revision=1, by=lead))
    begin(sent, lead)
    drop_change(sent, by=lead)
    refused("APP-5", lambda: save_amount(sent, 1, read_revision=1, by=lead))


def test_who_the_pair_is_does_not_change(sent, lead):
    begin(sent, lead)
    facts = {"described_as": "Andre", "kind": "school", "control": "unknown", "place": None}
    refused("APP-5", lambda: describe_side(sent, "b", read_revision=0, by=lead, **facts))
    refused("APP-5", lambda: go_on_in_full_form(sent, by=lead))


def test_both_begin_the_same_change(sent, lead, partner):
    assert begin(sent, lead) == begin(sent, partner)


def test_who_does_not_write_changes_nothing(sent, lead):
    for person in (UserFactory(), UserFactory(roles=[Role.CASE_OFFICER])):
        with pytest.raises(PermissionDenied):
            begin(sent, person)
    begin(sent, lead)
    with pytest.raises(PermissionDenied):
        send_change(sent, by=person)
    with pytest.raises(PermissionDenied):
        drop_change(sent, by=person)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [(CLOSES + timedelta(microseconds=999_999), True), (CLOSES + timedelta(seconds=1), False)],
)
def test_what_was_sent_is_changed_while_its_round_is_open(sent, lead, moment, is_open):
    with time_machine.travel(moment, tick=False):
        if is_open:
            assert begin(sent, lead)
        else:
            refused("APP-56", lambda: begin(sent, lead))


def test_a_draft_and_what_has_ended_are_not_changed_so(ready, lead):
    refused("APP-56", lambda: begin(ready, lead))
    submit_application(ready, by=lead)
    withdraw_application(ready, by=lead)
    refused("APP-56", lambda: begin(ready, lead))


def test_what_is_being_assessed_is_not_changed_by_the_pair(sent, lead):
    refused("APP-57", lambda: begin(sent, lead, is_taken_up=True))


def test_what_is_changed_is_sent_again_and_confirmed_anew(sent, lead, partner):
    digest = latest_snapshot(sent).sha256
    confirm_application(sent, sha256=digest, language="ru", side="b", by=partner)
    begin(anew(sent), lead)
    write_anew(sent, lead)
    Message.objects.all().delete()

    with time_machine.travel(NOW + timedelta(days=3), tick=False):
        snapshot = send_change(anew(sent), by=lead)

    assert (snapshot.number, snapshot.content["title"]) == (2, "Bekken")
    assert Snapshot.objects.get(number=1).sha256 == digest
    again = anew(sent)
    assert (again.status, again.confirmed_at) == ("submitted", None)
    assert (again.submitted_at, again.round) == (sent.submitted_at, sent.round)
    assert again.confirm_by == clock.end_of(NOW.date() + timedelta(days=17))
    assert [one.seat.side for one in Confirmation.objects.filter(snapshot=snapshot)] == ["a"]
    assert list(Message.objects.values_list("kind", "address")) == [
        ("applications.confirm_again", partner.email)
    ]
    assert Change.objects.get().end == "sent"
    assert not is_changing(again)

    confirm_application(again, sha256=snapshot.sha256, language="ru", side="b", by=partner)
    assert anew(sent).status == "confirmed"


def test_it_is_sent_again_in_time(sent, lead):
    refused("APP-58", lambda: send_change(sent, by=lead))
    begin(sent, lead)
    save_answer(sent, "summary", "Ny", language="nb", read_number=1, by=lead)
    with time_machine.travel(CLOSES + timedelta(seconds=1), tick=False):
        refused("APP-58", lambda: send_change(sent, by=lead))
        refused("APP-5", lambda: save_amount(sent, 58_000_00, read_revision=1, by=lead))
    with time_machine.travel(CLOSES, tick=False):
        assert send_change(sent, by=lead).number == 2


def test_an_extended_round_extends_the_change(sent, lead, partner):
    digest = latest_snapshot(sent).sha256
    confirm_application(sent, sha256=digest, language="ru", side="b", by=partner)
    begin(sent, lead)
    save_answer(sent, "summary", "Ny", language="nb", read_number=1, by=lead)
    current = sent.round
    current.closes_at += timedelta(hours=1)
    current.save()
    with time_machine.travel(CLOSES + timedelta(minutes=59), tick=False):
        assert not run_due()
        assert send_change(sent, by=lead).number == 2


def test_something_is_different_when_it_is_sent_again(sent, lead):
    begin(sent, lead)
    refused("APP-60", lambda: send_change(sent, by=lead))


def test_what_the_guidelines_stop_is_not_sent_again(sent, lead):
    begin(sent, lead)
    save_amount(sent, 75_000_00, read_revision=1, by=lead)
    refused("APP-16", lambda: send_change(sent, by=lead))
    assert is_changing(sent)


def test_nobody_takes_up_what_is_being_changed(sent, lead):
    require_settled(sent)
    begin(sent, lead)
    refused("APP-59", lambda: require_settled(sent))
    drop_change(sent, by=lead)
    require_settled(sent)


def test_dropping_a_change_puts_all_of_it_back_and_loses_no_word(sent, lead, partner):
    before, rows = content_of(draft_of(sent)), list(Activity.objects.values_list("pk", "what"))
    begin(sent, lead)
    write_anew(sent, partner)
    written = content_of(draft_of(anew(sent)))

    drop_change(sent, by=lead)

    assert content_of(draft_of(anew(sent))) == before == latest_snapshot(sent).content
    assert list(Activity.objects.values_list("pk", "what")) == rows
    change = Change.objects.get()
    assert (change.end, change.unsent, change.ended_by_id) == ("dropped", written, lead.pk)
    assert "Bekken mellom oss" in AnswerVersion.objects.values_list("text", flat=True)
    # A page of the change that still stands open somewhere meets the other's version.
    begin(anew(sent), lead)
    with pytest.raises(PartChanged):
        save_amount(sent, 1, read_revision=1, by=lead)


@pytest.mark.parametrize("by_the_partner", [False, True])
@pytest.mark.parametrize("is_confirmed", [False, True])
def test_the_other_side_is_told_once_of_each_change_that_is_begun_and_of_no_name(
    sent, lead, partner, by_the_partner, is_confirmed
):
    if is_confirmed:
        digest = latest_snapshot(sent).sha256
        confirm_application(sent, sha256=digest, language="ru", side="b", by=partner)
    who, reader = (partner, lead) if by_the_partner else (lead, partner)
    Message.objects.all().delete()

    begin(anew(sent), who)
    begin(anew(sent), reader)
    write_anew(anew(sent), who)

    mail = Message.objects.get()
    assert (mail.kind, mail.address) == ("applications.change_begun", reader.email)
    assert mail.language == reader.language
    named = (lead.name, partner.name, anew(sent).title, "Demoskolen")
    assert not [name for name in named if name in mail.title + mail.body]
    waits = "ещё не подтвердила" in mail.body or "har ikke bekreftet" in mail.body
    assert waits == (not is_confirmed and not by_the_partner)

    drop_change(anew(sent), by=who)
    begin(anew(sent), who)
    assert Message.objects.filter(kind="applications.change_begun").count() == 2


def test_a_colleague_is_told_that_their_own_side_began_it(sent, lead, partner):
    colleague = UserFactory()
    seat = sent.seats.get(side="a")
    seat.people.create(user=colleague, may_write=True, joined_at=NOW, informed_at=NOW)
    Message.objects.all().delete()
    begin(sent, lead)
    mails = {one.address: one.body for one in Message.objects.all()}
    assert mails.keys() == {colleague.email, partner.email}
    assert "Noen på din side" in mails[colleague.email]


@pytest.mark.parametrize("end", ["closing", "withdrawn", "lapsed"])
def test_what_ends_meanwhile_leaves_what_was_sent(sent, lead, partner, end):
    before = latest_snapshot(sent).content
    begin(sent, lead)
    write_anew(sent, lead)
    Message.objects.all().delete()
    if end == "withdrawn":
        withdraw_application(anew(sent), by=lead)
    elif end == "lapsed":
        with time_machine.travel(sent.confirm_by, tick=False):
            lapse_application(anew(sent), by=SYSTEM)
    else:
        confirm_application(
            sent, sha256=latest_snapshot(sent).sha256, language="ru", side="b", by=partner
        )
        Message.objects.all().delete()
        with time_machine.travel(CLOSES + timedelta(seconds=1), tick=False):
            assert [run_due(), run_due()] == [1, 0]
        assert set(Message.objects.values_list("kind", "address")) == {
            ("applications.change_ran_out", lead.email),
            ("applications.change_ran_out", partner.email),
        }
    assert content_of(draft_of(anew(sent))) == before
    assert Change.objects.get().unsent["title"] == "Bekken"


def test_where_the_round_does_not_close_a_change_is_finished_within_a_week(ready, lead):
    ready.programme.rounds.update(closes_at=None, takes_until=None)
    submit_application(ready, by=lead)
    change = begin(anew(ready), lead)
    assert change.finish_by.date() == NOW.date() + timedelta(days=7)
    with time_machine.travel(change.finish_by + timedelta(seconds=1), tick=False):
        assert not is_changing(ready)
        run_due()
    assert Change.objects.get().end == "ran_out"


@pytest.fixture
def changed(sent, lead, partner):
    """Both sides confirmed it; then it was changed and sent again, and the partner is silent."""
    first = latest_snapshot(sent)
    confirm_application(sent, sha256=first.sha256, language="ru", side="b", by=partner)
    begin(anew(sent), lead)
    write_anew(sent, lead)
    send_change(anew(sent), by=lead)
    Message.objects.all().delete()
    return anew(sent)


def test_only_the_change_lapses_where_both_sides_have_confirmed_before(changed, lead, partner):
    first = Snapshot.objects.get(number=1)
    assert (changed.status, changed.stands_meanwhile) == ("submitted", 1)
    with time_machine.travel(changed.confirm_by, tick=False):
        refused("APP-94", lambda: lapse_application(changed, by=SYSTEM))
        assert run_due() == 0
        assert anew(changed).status == "submitted"

        assert let_change_lapse(changed, by=SYSTEM) == first

    after = anew(changed)
    assert (after.status, after.stands_meanwhile, after.confirm_by) == ("confirmed", None, None)
    assert after.confirmed_at == max(
        Confirmation.objects.filter(snapshot=first).values_list("confirmed_at", flat=True)
    )
    assert latest_snapshot(after) == first
    assert {one.seat.side for one in behind_newest(after)} == {"a", "b"}
    assert content_of(draft_of(after)) == first.content
    change, second = Change.objects.get(), Snapshot.objects.get(number=2)
    assert (change.end, change.unsent) == ("lapsed", second.content)
    assert second.lapsed_at == changed.confirm_by
    assert set(Message.objects.values_list("kind", "address")) == {
        ("applications.change_lapsed", lead.email),
        ("applications.change_lapsed", partner.email),
    }
    assert [one.action for one in trail_of(after)][-1] == "applications.let_change_lapse"


def say(application, text, *, by, read=(0, 0), of=1):
    """Translate an answer, and the title."""
    application = anew(application)
    save_translation(
        application,
        "summary",
        text,
        language="ru",
        mark="translated",
        of_number=of,
        read_number=read[0],
        by=by,
    )
    save_short_translation(
        application,
        "title",
        text,
        language="ru",
        mark="translated",
        of_text=application.title,
        read_number=read[1],
        by=by,
    )


@pytest.mark.parametrize("way", ["dropped", "lapsed"])
def test_what_is_put_back_says_the_same_in_other_languages_and_can_be_answered_for(
    ready, lead, partner, way
):
    say(ready, "Река", by=partner)
    checked = {"language": "ru", "read_number": 1, "by": lead}
    check_translation(anew(ready), "summary", of_number=1, **checked)
    submit_application(anew(ready), by=lead)
    first = latest_snapshot(ready)
    confirm_application(anew(ready), sha256=first.sha256, language="ru", side="b", by=partner)
    begin(anew(ready), lead)
    write_anew(ready, lead)
    say(ready, "Ручей", by=partner, read=(2, 1), of=2)
    one = anew(ready)
    save_answer(one, "result", "Fisk", language="nb", read_number=1, by=lead)
    save_translation(
        one,
        "result",
        "Рыба",
        language="ru",
        mark="written",
        of_number=2,
        read_number=0,
        by=partner,
    )
    if way == "dropped":
        drop_change(anew(ready), by=lead)
    else:
        send_change(anew(ready), by=lead)
        waiting = anew(ready)
        with time_machine.travel(waiting.confirm_by, tick=False):
            let_change_lapse(waiting, by=SYSTEM)

    after = anew(ready)
    stands = content_of(draft_of(after))
    assert changed_parts(first.content, stands) == []
    [said] = stands["answers"]["summary"]["translations"]
    assert (said["text"], said["mark"], said["by_side"]) == ("Река", "checked", "a")
    assert said["of_version"] == stands["answers"]["summary"]["version"] == 3
    assert stands["title_translations"] == first.content["title_translations"]
    assert "translations" not in stands["answers"]["result"]
    # Nothing that was written is lost.
    texts = TranslationVersion.objects.values_list("text", flat=True)
    assert {"Река", "Ручей", "Рыба"} <= set(texts)
    assert "Ручей" in ShortTranslationVersion.objects.values_list("text", flat=True)
    # The office can ask for one thing, and it is the one thing that differs.
    unlocked = {"answer:result"}
    with time_machine.travel(NOW + timedelta(days=20), tick=False):
        number = draft_of(after).answers["result"].number
        save_answer(
            after,
            "result",
            "Mer fisk",
            language="nb",
            read_number=number,
            by=lead,
            unlocked=unlocked,
        )
        answered = change_unlocked(anew(ready), by=lead, unlocked=unlocked)
    assert changed_parts(first.content, answered.content) == ["answer:result"]


def test_a_change_sent_before_that_was_kept_lapses_alone_too(changed):
    """The migration tells which text both sides have confirmed, and of nothing else."""
    migration = import_module("naboskap.applications.migrations.0021_what_stands_meanwhile")
    Application.objects.update(stands_meanwhile=None)
    migration.tell_what_stands(apps, None)
    assert anew(changed).stands_meanwhile == 1
    with time_machine.travel(changed.confirm_by, tick=False):
        let_change_lapse(anew(changed), by=SYSTEM)
    assert anew(changed).status == "confirmed"

    Application.objects.update(status="submitted")
    migration.tell_what_stands(apps, None)
    assert anew(changed).stands_meanwhile is None  # Nothing is sent beside what is confirmed.


def test_where_both_never_confirmed_an_earlier_text_the_migration_tells_nothing(changed):
    migration = import_module("naboskap.applications.migrations.0021_what_stands_meanwhile")
    Application.objects.update(stands_meanwhile=None)
    Confirmation.objects.filter(snapshot__number=1, seat__side="b").delete()
    migration.tell_what_stands(apps, None)
    assert anew(changed).stands_meanwhile is None


def test_a_change_that_is_confirmed_in_time_is_what_stands(changed, partner):
    second = latest_snapshot(changed)
    confirm_application(changed, sha256=second.sha256, language="ru", side="b", by=partner)
    after = anew(changed)
    assert (after.status, after.stands_meanwhile) == ("confirmed", None)
    assert latest_snapshot(after).number == 2


def test_a_change_lapses_by_itself_after_its_time_and_nobody_else_lets_it(changed, lead):
    refused("APP-22", lambda: let_change_lapse(changed, by=SYSTEM))
    with time_machine.travel(changed.confirm_by, tick=False), pytest.raises(PermissionDenied):
        let_change_lapse(changed, by=lead)
    assert anew(changed).status == "submitted"


def test_nothing_stands_where_both_sides_never_confirmed(sent, lead):
    begin(sent, lead)
    write_anew(sent, lead)
    send_change(anew(sent), by=lead)
    again = anew(sent)
    assert again.stands_meanwhile is None
    with time_machine.travel(again.confirm_by, tick=False):
        refused("APP-95", lambda: let_change_lapse(again, by=SYSTEM))
        assert run_due() == 1
    assert anew(sent).status == "lapsed"


def test_changes_one_after_another_lapse_together_with_the_one_under_way(changed, lead):
    first = Snapshot.objects.get(number=1)
    for title in ("Elva igjen", "Elva til slutt"):
        begin(anew(changed), lead)
        one = anew(changed)
        save_basics(
            one,
            title=title,
            theme=one.theme,
            for_children_and_youth=True,
            start_date=one.start_date,
            end_date=one.end_date,
            read_revision=one.revision_of("basics"),
            by=lead,
        )
        if title == "Elva igjen":
            send_change(anew(changed), by=lead)
    waiting = anew(changed)
    with time_machine.travel(waiting.confirm_by, tick=False):
        let_change_lapse(waiting, by=SYSTEM)

    after = anew(changed)
    assert content_of(draft_of(after)) == first.content == latest_snapshot(after).content
    told = [(one.end, one.unsent["title"]) for one in Change.objects.order_by("pk")]
    assert told == [
        ("lapsed", "Bekken"),
        ("lapsed", "Elva igjen"),
        ("ran_out", "Elva til slutt"),
    ]
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        begin(after, lead)
        write_anew(after, lead)
        assert send_change(anew(after), by=lead).number == 4


def test_every_mail_about_a_change_says_that_only_the_change_lapses(changed, partner):
    with time_machine.travel(changed.confirm_by - timedelta(days=6), tick=False):
        run_due()
    told = {one.address: one.body for one in Message.objects.all()}
    assert "изменение отпадёт" in told[partner.email]
    assert "заявка утратит силу" not in told[partner.email]


def test_every_list_of_a_draft_is_part_of_the_working_copy_or_named_here():
    """A new table of the draft is put back with a dropped change, or is none of its content."""
    not_content = {
        "Attachment",
        "Change",
        "Comment",
        "DraftReminder",
        "Help",
        "LateDoor",
        "Presence",
        "Seat",
        "ShortTranslation",  # Put back beside the rows: it is emptied, never taken out.
        "Snapshot",
    }
    lists = {
        model
        for model in apps.get_app_config("applications").get_models()
        if model is not Application
        and any(field.related_model is Application for field in model._meta.fields)
    }
    assert {model.__name__ for model in lists - set(ROWS)} == not_content


def test_what_the_table_of_changes_refuses(sent, lead):
    change = begin(sent, lead)
    with pytest.raises(IntegrityError), transaction.atomic():
        Change.objects.create(application=sent, before={}, began_by_id=1, began_at=NOW)
    with pytest.raises(IntegrityError, match="a_change_ends_in_a_known_way"), transaction.atomic():
        Change.objects.filter(pk=change.pk).update(end="sent")
