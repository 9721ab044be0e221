"""Words go out when another than their writer has read them; what is sent back says why."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import WorkflowState

from naboskap.accounts.models import Role, RoleGrant
from naboskap.accounts.tests.factories import UserFactory
from naboskap.audit.queries import trail_of
from naboskap.core.errors import RuleNotMet
from naboskap.core.permissions import SYSTEM
from naboskap.disclosure.actions import protect_names
from naboskap.disclosure.masking import Name
from naboskap.notifications.models import Message
from naboskap.website.editing.standing import standing
from naboskap.website.editing.words import may_publish, writer_of
from naboskap.website.models import ContentPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(few_pages):
    return UserFactory(name="Skriver", roles=[Role.EDITOR])


@pytest.fixture
def reader(few_pages):
    return UserFactory(name="Leser", roles=[Role.EDITOR])


def the_page():
    return ContentPage.objects.get(slug="kontakt", locale__language_code="nb")


def changed(by, lead="Ring oss nå."):
    """Return a version that ``by`` has written, as a draft."""
    page = the_page().get_latest_revision_as_object()
    page.lead = lead
    return page.save_revision(user=by)


def sent_to_be_read(by):
    changed(by)
    page = the_page()
    page.get_workflow().start(page, by)
    return the_page()


def act(page, by, name, **more):
    page.current_workflow_task.on_action(page.current_workflow_task_state, by, name, **more)


def test_whoever_wrote_the_last_words_does_not_publish_them(writer, reader):
    version = changed(writer)
    with pytest.raises(RuleNotMet, match="Du skrev det siste") as refused:
        version.publish(user=writer)
    assert refused.value.rule == "WEB-9"
    assert the_page().lead != "Ring oss nå."
    assert not trail_of(the_page())
    version.publish(user=reader)
    assert the_page().lead == "Ring oss nå."
    (trace,) = trail_of(the_page())
    assert (trace.action, trace.actor_id) == ("website.publish_page", reader.pk)


def test_saving_it_again_unchanged_makes_nobody_its_writer(writer, reader):
    changed(writer)
    again = the_page().get_latest_revision_as_object().save_revision(user=reader)
    assert writer_of(again) == writer.pk
    with pytest.raises(RuleNotMet):
        again.publish(user=writer)
    changed(reader, "Skriv til oss.")
    assert may_publish(the_page().get_latest_revision(), writer)
    assert not may_publish(the_page().get_latest_revision(), reader)


def test_nobody_publishes_who_is_no_editor(writer):
    version = changed(writer)
    for other in (UserFactory(), UserFactory(is_superuser=True), UserFactory(roles=[Role.HEAD])):
        with pytest.raises(PermissionDenied):
            version.publish(user=other)
    assert the_page().lead != "Ring oss nå."


def test_the_worker_publishes_only_what_was_read(writer, reader):
    version = changed(writer)
    with pytest.raises(RuleNotMet):
        version.publish()
    assert the_page().lead != "Ring oss nå."


def test_a_second_reader_says_yes_and_the_page_is_out(writer, reader, client):
    for _number in range(3):
        client.get("/kontakt/")
    page = sent_to_be_read(writer)
    told = standing(page)
    assert told.written_by == "Skriver"
    assert told.readers == ("Leser",)
    assert "Ring oss nå." not in client.get("/kontakt/").content.decode()
    with pytest.raises(RuleNotMet):
        act(page, writer, "approve")
    assert the_page().workflow_in_progress
    act(the_page(), reader, "approve")
    assert "Ring oss nå." in client.get("/kontakt/").content.decode()
    assert not the_page().workflow_in_progress


def test_what_is_sent_back_says_why_and_keeps_it(writer, reader):
    page = sent_to_be_read(writer)
    with pytest.raises(RuleNotMet) as refused:
        act(page, reader, "reject", comment=" ")
    assert refused.value.rule == "WEB-10"
    assert the_page().workflow_in_progress
    act(the_page(), reader, "reject", comment="Nummeret er feil.")
    told = standing(the_page())
    assert (told.sent_back_by, told.reason) == ("Leser", "Nummeret er feil.")
    assert told.waits_since is None
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_NEEDS_CHANGES


def test_the_others_hear_that_it_waits_and_the_writer_that_it_came_back(writer, reader):
    page = sent_to_be_read(writer)
    waits = Message.objects.get(kind="website.page_waits")
    assert waits.address == reader.email
    assert waits.title == f"Venter på andreleser: «{page.title}»"
    assert f"Side: {page.title}" in waits.body
    assert "Skriver har sendt en side" in waits.body
    act(the_page(), reader, "reject", comment="Nummeret er feil.")
    back = Message.objects.get(kind="website.page_sent_back")
    assert back.address == writer.email
    assert back.title == f"Har kommet tilbake til deg: «{page.title}»"
    assert "Leser har lest siden din" in back.body
    assert "Nummeret er feil." in back.body
    assert f"/cms/pages/{page.pk}/edit/" in back.body


@pytest.mark.parametrize("has_left", [True, False])
def test_whoever_is_no_editor_any_more_gets_no_mail_of_a_page(writer, reader, has_left):
    page = sent_to_be_read(writer)
    if has_left:
        type(writer).objects.filter(pk=writer.pk).update(is_active=False)
    else:
        RoleGrant.objects.filter(user=writer).delete()
    act(page, reader, "reject", comment="Nummeret er feil.")
    assert standing(the_page()).reason == "Nummeret er feil."
    assert not Message.objects.filter(kind="website.page_sent_back").exists()


def test_a_title_of_several_lines_is_one_line_of_a_mail(writer, reader):
    page = the_page()
    page.title = "Ring\ross\nnå"
    page.save_revision(user=writer)
    the_page().get_workflow().start(the_page(), writer)
    waits = Message.objects.get(kind="website.page_waits")
    assert waits.title == "Venter på andreleser: «Ring oss nå»"
    assert "Side: Ring oss nå" in waits.body


def test_saved_again_unchanged_it_stands_as_it_was_sent(writer, reader):
    """WEB-50."""
    page = sent_to_be_read(writer)
    page.get_latest_revision_as_object().save_revision(user=reader)
    told = standing(the_page())
    assert (told.changed_at, told.written_by) == (None, "Skriver")
    assert "står slik du sendte den" in the_page().get_lock().get_message(writer)
    task = the_page().current_workflow_task
    assert [one.pk for one in task.get_task_states_user_can_moderate(reader)] == [
        the_page().current_workflow_task_state.pk
    ]
    with pytest.raises(RuleNotMet) as refused:
        act(the_page(), writer, "approve")
    assert refused.value.rule == "WEB-9"
    act(the_page(), reader, "approve")
    assert the_page().lead == "Ring oss nå."
    assert not the_page().has_unpublished_changes


def test_who_saved_what_was_changed_since_is_named(writer, reader):
    third = UserFactory(name="Tredje", roles=[Role.EDITOR])
    sent_to_be_read(writer)
    changed(reader, "Ring oss, eller skriv.")
    assert standing(the_page()).written_by == "Leser"
    the_page().get_latest_revision_as_object().save_revision(user=third)
    assert standing(the_page()).written_by == "Tredje"
    assert the_page().get_lock().get_message(writer).startswith("Tredje har endret")


def test_a_mail_names_nobody_who_is_protected(writer, reader):
    """WEB-98."""
    protect_names("seats/7/b", [Name("Solveig Karlsen", "person")], by=SYSTEM)
    page = the_page()
    page.title = "Solveig Karlsen forteller"
    page.save_revision(user=writer)
    the_page().get_workflow().start(the_page(), writer)
    waits = Message.objects.get(kind="website.page_waits")
    assert waits.title == "En side venter på en andreleser"
    assert "Solveig" not in waits.body
    act(the_page(), reader, "reject", comment="Nevn ikke Solveig Karlsen.")
    back = Message.objects.get(kind="website.page_sent_back")
    assert "Solveig" not in back.title + back.body
    assert "Begrunnelsen står på siden" in back.body


def test_the_desk_shows_what_one_may_read(writer, reader):
    page = sent_to_be_read(writer)
    task = page.current_workflow_task
    assert [one.pk for one in task.get_task_states_user_can_moderate(reader)] == [
        page.current_workflow_task_state.pk
    ]
    assert not task.get_task_states_user_can_moderate(writer)
    assert not task.get_actions(page, writer)
    assert {name for name, _label, _more in task.get_actions(page, reader)} == {
        "approve",
        "reject",
    }


def test_an_editor_takes_down_and_moves_but_publishes_only_by_reading(writer):
    writer.groups.set([])
    from naboskap.website.editors import keep_in_step  # noqa: PLC0415

    keep_in_step(writer)
    may = the_page().permissions_for_user(writer)
    assert may.can_unpublish()
    assert may.can_move()
    assert may.can_unschedule()
    assert not may.can_publish()
    assert not may.can_publish_subpage()
    assert not may.can_set_view_restrictions()


def test_what_came_with_the_house_is_kept_as_the_first_version(few_pages):
    page = the_page()
    first = page.latest_revision
    assert first.user_id is None
    assert page.live_revision_id == first.pk
    assert not page.has_unpublished_changes
    assert page.last_published_at <= timezone.now()
    first.publish()


def test_what_is_changed_after_it_was_sent_is_not_published_unread(writer, reader):
    page = sent_to_be_read(writer)
    sent = page.get_latest_revision()
    unread = sent.as_object()
    unread.lead = "Ikke lest."
    unread.save_revision(user=writer, overwrite_revision=sent)
    for name in ("approve", "reject"):
        with pytest.raises(RuleNotMet, match="endret etter at den ble sendt") as refused:
            act(the_page(), reader, name, comment="Nei.")
        assert refused.value.rule == "WEB-50"
    assert the_page().workflow_in_progress
    assert the_page().lead not in {"Ikke lest.", "Ring oss nå."}
    task = the_page().current_workflow_task
    assert [name for name, *_more in task.get_actions(the_page(), reader)] == ["send_again"]
    assert not task.get_task_states_user_can_moderate(reader)


def test_what_another_changed_is_sent_again_and_read_as_it_is(writer, reader):
    sent_to_be_read(writer)
    assert standing(the_page()).changed_at is None
    changed(reader, "Ring oss, eller skriv.")
    assert standing(the_page()).changed_at is not None
    with pytest.raises(RuleNotMet):
        act(the_page(), writer, "approve")
    before = the_page().current_workflow_task_state
    with pytest.raises(PermissionDenied):
        act(the_page(), UserFactory(), "send_again")
    act(the_page(), reader, "send_again")
    assert the_page().current_workflow_task_state.pk != before.pk
    assert standing(the_page()).changed_at is None
    assert Message.objects.filter(kind="website.page_waits", address=writer.email).count() == 1
    act(the_page(), writer, "approve")
    assert the_page().lead == "Ring oss, eller skriv."


def test_the_writer_leaves_alone_what_is_being_read(writer, reader):
    page = sent_to_be_read(writer)
    lock = page.get_lock()
    assert lock.for_user(writer)
    assert "avbryt arbeidsflyten" in lock.get_message(writer)
    assert not lock.for_user(reader)
    assert lock.get_message(reader) is None
    assert page.current_workflow_state.user_can_cancel(writer)


def test_what_was_taken_back_changed_and_sent_again_is_read_as_it_is(writer, client, settings):
    settings.DEMONSTRATION = True
    reader = UserFactory(roles=[Role.EDITOR], is_demonstration=True)
    page = sent_to_be_read(writer)
    opened = page.get_latest_revision()
    page.current_workflow_state.cancel(user=writer)
    changed(writer, "Ikke lest.")
    the_page().get_workflow().start(the_page(), writer)
    client.force_login(reader)
    form = {
        "workflow-action-name": "approve",
        "action-workflow-action": "true",
        "loaded_revision_id": opened.pk,
        "loaded_revision_created_at": opened.created_at.isoformat(),
    }
    answer = client.post(f"/cms/pages/{page.pk}/edit/", form, follow=True)
    assert "endret etter at du åpnet den" in answer.content.decode()
    assert the_page().workflow_in_progress
    assert the_page().lead != "Ikke lest."


def test_a_second_click_on_send_back_is_told_that_it_has_been_answered(writer, client, settings):
    settings.DEMONSTRATION = True
    reader = UserFactory(roles=[Role.EDITOR], is_demonstration=True)
    page = sent_to_be_read(writer)
    client.force_login(reader)
    form = {"workflow-action-name": "reject", "action-workflow-action": "true"}
    extra = {"workflow-action-extra-data": '{"comment": "Hvor?"}'}
    path = f"/cms/pages/{page.pk}/edit/"
    page.current_workflow_task_state.reject(user=reader, comment="Hvor?")
    answer = client.post(path, form | extra, follow=True)
    assert answer.status_code == 200
    assert "venter ikke på noen nå" in answer.content.decode()
    assert the_page().current_workflow_task is None


def test_the_desk_asks_as_much_however_many_wait(writer, reader):
    page = sent_to_be_read(writer)
    task = page.current_workflow_task

    def asked():
        with CaptureQueriesContext(connection) as seen:
            states = list(task.get_task_states_user_can_moderate(reader))
        return len(states), len(seen)

    asked()  # What is kept in memory is asked once.
    one, first = asked()
    others = ContentPage.objects.filter(locale__language_code="nb").exclude(pk=page.pk)
    others = [*others, ContentPage.objects.get(slug="kontakt", locale__language_code="en")]
    for other in others[:2]:
        other.lead = "Endret."
        other.save_revision(user=writer)
        ContentPage.objects.get(pk=other.pk).get_workflow().start(
            ContentPage.objects.get(pk=other.pk), writer
        )
    assert (one, asked()) == (1, (3, first))
