"""Writing an issue, and the gate that it passes before anybody gets it."""

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.tests.factories import AdviserFactory
from naboskap.core.errors import RuleNotMet, TransitionRefused
from naboskap.core.permissions import SYSTEM
from naboskap.disclosure.actions import protect_names
from naboskap.disclosure.gate import Name
from naboskap.disclosure.masking import ORGANISATION, PERSON
from naboskap.network import actions
from naboskap.network.actions import LONGEST, LONGEST_TITLE
from naboskap.network.models import Issue
from naboskap.network.notices import mail_of
from naboskap.network.queries import archive, senders, shown_in
from naboskap.network.queries.events import coming_events, events_in
from naboskap.network.queries.texts import language_for, leaks_of, towns_of
from naboskap.network.tests.conftest import NOW
from naboskap.network.tests.factories import EventFactory, IssueFactory
from naboskap.notifications.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at():
    with time_machine.travel(NOW, tick=False) as moved:
        yield moved


def saved(issue, by, **values):
    facts = {
        "title": {"nb": " Høst \n nå ", "en": ""},
        "text": {"nb": "Hei.\n"},
        "topics": ["news", "strange"],
        "revision": issue.revision,
        **values,
    }
    return actions.save_issue(issue, **facts, by=by)


def refused(act, *args, **kwargs):
    with pytest.raises(RuleNotMet) as told:
        act(*args, **kwargs)
    return told.value.rule


def test_an_issue_is_written_and_its_writers_are_known(two):
    issue = saved(actions.begin_issue(by=two.writer), two.writer)
    issue = Issue.objects.get()
    assert (issue.title, issue.text) == ({"nb": "Høst nå"}, {"nb": "Hei."})
    assert (issue.topics, issue.revision) == (["news"], 1)
    assert list(issue.writers.all()) == [two.writer]
    assert senders(issue) == [two.sender]


def test_who_saves_meets_the_other_s(two):
    issue = saved(IssueFactory(), two.writer)
    assert refused(saved, issue, two.sender, revision=0, text={"nb": "Mitt."}) == "NET-8"
    assert Issue.objects.get().text == {"nb": "Hei."}
    assert list(issue.writers.all()) == [two.writer]


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"title": {"nb": "a" * (LONGEST_TITLE + 1)}}, "NET-9"),
        ({"text": {"nb": "a" * (LONGEST + 1)}}, "NET-9"),
        ({"text": {"nb": "[x](javascript:alert)"}}, "NET-15"),
        ({"text": {"nb": "[x](//example.org/)"}}, "NET-15"),
        ({"text": {"nb": "[x](http://example.org/)"}}, "NET-15"),
        ({"text": {"nb": "Se http://example.org/x nå."}}, "NET-15"),
    ],
)
def test_what_is_too_long_or_leads_astray_is_not_kept(values, rule, two):
    assert refused(saved, IssueFactory(), two.writer, **values) == rule
    assert Issue.objects.get().revision == 0


def test_what_waits_for_a_second_person_is_not_changed(two):
    issue = actions.propose_issue(IssueFactory(writers=[two.writer]), by=two.writer)
    assert refused(saved, issue, two.writer) == "NET-7"
    assert refused(actions.delete_issue, issue, by=two.writer) == "NET-7"
    actions.return_issue(issue, by=two.writer)
    saved(Issue.objects.get(), two.writer)
    actions.delete_issue(Issue.objects.get(), by=two.writer)
    assert not Issue.objects.exists()


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"title": {}, "text": {}}, "NET-10"),
        ({"title": {"nb": "Høst"}, "text": {"nb": "Hei", "ru": "Привет"}}, "NET-10"),
        ({"topics": []}, "NET-11"),
    ],
)
def test_an_issue_is_whole_and_about_something(values, rule, two):
    issue = IssueFactory(**values)
    assert refused(actions.propose_issue, issue, by=two.writer) == rule
    assert Issue.objects.get().status == "writing"


def test_another_s_issue_is_sent_back_with_why(two):
    issue = actions.propose_issue(IssueFactory(writers=[two.writer]), by=two.writer)
    assert refused(actions.return_issue, issue, because=" ", by=two.sender) == "NET-14"
    actions.return_issue(issue, because="Mangler russisk.", by=two.sender)
    issue = Issue.objects.get()
    assert (issue.status, issue.returned_because) == ("writing", "Mangler russisk.")
    assert actions.propose_issue(issue, by=two.writer).returned_because == ""


def test_only_who_keeps_texts_writes(cast):
    for person in (cast.case_officer, cast.administrator, cast.visitor):
        with pytest.raises(PermissionDenied):
            actions.begin_issue(by=person)
        with pytest.raises(PermissionDenied):
            saved(IssueFactory(), person)


@pytest.fixture
def names(db):
    protect_names("application/1/b", [Name("Клуб «Морошка»", ORGANISATION)], by=SYSTEM)
    protect_names("application/2/b", [Name("Ольга Журавлинская", PERSON)], by=SYSTEM)
    protect_names("application/2/a", [Name("Liv Sol Kvernmo", PERSON)], by=SYSTEM)
    schools = ("Murmansk kunstskole", "Мурманская художественная школа")
    protect_names("application/3/b", [Name(one, ORGANISATION) for one in schools], by=SYSTEM)


@pytest.mark.parametrize(
    "text",
    [
        "Vi var hos Morosjka i fjor.",
        "Спасибо Журавлинской!",
        "Takk til LIV SOL KVERNMO.",
        "Skriv til olga@example.ru.",
        "Ring +7 000 000 00 99.",
        "Les på [siden deres](https://moroshka.ru/).",
        "Elevene ved school No. 12 sang.",
        "Takk til Murmansk kunstskole!",
        "Takk til murmansk kunstskole!",
        "Мурманская художественная школа поёт.",
        "Vi sang med мурманской художественной школой.",
        "Se https://vk.com/moroshka nå.",
        "Se [her](https://vk.com/moroshka_klub).",
        "Se https://vk.com/%D0%BC%D0%BE%D1%80%D0%BE%D1%88%D0%BA%D0%B0 nå.",
        "Se https://vk.com/murmanskkunstskole nå.",
        "Følg @moroshka og #moroshka2021.",
        "Спасибо, Мо**рош**ка!",
        "Спасибо, [Моро](https://example.org/)шка!",
    ],
)
def test_nothing_that_names_somebody_protected_goes_out(text, names, two):
    """Not as a test either, and not in a language beside a harmless one."""
    issue = IssueFactory(
        title={"nb": "Høst", "en": "Autumn"}, text={"nb": text, "en": "Hello."},
        writers=[two.writer],
    )  # fmt: skip
    seen = leaks_of(issue)
    assert seen.names or seen.contacts
    assert refused(actions.propose_issue, issue, by=two.writer) == "NET-12"
    assert refused(actions.send_test, issue, "en", by=two.writer) == "NET-12"
    assert Issue.objects.get().status == "writing"
    assert not Message.objects.exists()


def test_a_name_that_is_protected_meanwhile_stops_it(two):
    issue = IssueFactory(text={"nb": "Hos Morosjka.", "en": "Hello."}, writers=[two.writer])
    issue = actions.propose_issue(issue, by=two.writer)
    protect_names("application/1/b", [Name("Морошка", ORGANISATION)], by=SYSTEM)
    assert refused(actions.send_issue, issue, revision=0, by=two.sender) == "NET-12"
    assert Issue.objects.get().status == "ready"


def test_common_words_regions_and_the_house_s_own_addresses_may_stand(names, settings):
    AdviserFactory(phone="+47 00 00 00 07", email="adviser@example.org")
    text = (
        "Det er fint liv og sol i Murmansk. Liv fra Tana kom. Ring +47 00000007 eller skriv til"
        " Adviser@example.org. Les [nyheten](https://example.no/sak?a=1&b=2)."
    )
    assert leaks_of(IssueFactory(text={"nb": text})).is_nothing


@pytest.mark.parametrize("name", ["Murmansk kunstskole", "Мурманская художественная школа"])
def test_a_partner_s_name_with_a_region_in_it_is_nowhere(name, names, two):
    words = {"nb": f"Sammen med {name} i Murmansk."}
    IssueFactory(title=words, text=words, status="sent", begun_at=NOW, sent_by=two.sender)
    EventFactory(title=words, text=words, place=words)
    [issue], [event] = shown_in("nb", archive()), events_in("nb", coming_events())
    for said in (issue.title, issue.text, issue.summary, event.title, event.text, event.place):
        assert name not in said
        assert "Murmansk." in said


def test_a_name_in_small_letters_goes_only_when_somebody_has_said_that_it_is_a_word(names, two):
    """In an address nothing is a word, and nobody vouches for what can only be a name."""
    text = "Vi plukket morosjka. Les https://example.no/morosjka her."
    issue = IssueFactory(text={"nb": text}, title={"nb": "Høst"}, writers=[two.writer])
    assert refused(actions.propose_issue, issue, by=two.writer) == "NET-12"
    actions.vouch_for_words(issue, ["morosjka", "Журавлинская"], by=two.writer)
    issue.refresh_from_db()
    assert issue.ordinary == []  # In the address it is a name.
    issue.text = {"nb": "Vi plukket morosjka."}
    issue.save()
    assert refused(actions.propose_issue, issue, by=two.writer) == "NET-12"
    with pytest.raises(PermissionDenied):
        actions.vouch_for_words(issue, ["morosjka"], by=UserFactory())
    actions.vouch_for_words(issue, ["morosjka", "Журавлинская"], by=two.writer)
    issue.refresh_from_db()
    assert issue.ordinary == ["morosjka"]
    assert actions.propose_issue(issue, by=two.writer).status == "ready"
    issue.status, issue.begun_at, issue.sent_by = "sent", NOW, two.sender
    issue.save()
    [shown] = shown_in("nb", archive())
    assert shown.text == "Vi plukket morosjka."


def test_a_mark_does_not_hide_a_name_that_is_protected_later(two):
    words = {"nb": "Спасибо, Мо**рош**ка!"}
    IssueFactory(title=words, text=words, status="sent", begun_at=NOW, sent_by=two.sender)
    protect_names("application/1/b", [Name("Морошка", ORGANISATION)], by=SYSTEM)
    [shown] = shown_in("nb", archive())
    assert "рош" not in shown.title
    assert "рош" not in shown.text


def test_a_small_place_is_looked_at_and_does_not_stop_it(two):
    issue = IssueFactory(text={"nb": "Vi møtes i Zapoljarnyj og i Murmansk.", "en": "Hello."})
    assert towns_of(issue) == ("Zapoljarnyj",)
    assert actions.propose_issue(issue, by=two.writer).status == "ready"


def test_a_reader_gets_their_language_or_the_nearest_and_is_told():
    issue = IssueFactory()
    assert [language_for(issue, code) for code in ("nb", "en", "ru")] == ["nb", "en", "en"]
    assert language_for(IssueFactory(title={"ru": "О"}, text={"ru": "О"}), "nb") == "ru"
    assert language_for(IssueFactory(title={}, text={}), "nb") == ""
    title, body = mail_of(issue, "nb")
    assert title == "Høstens frister"
    assert body.startswith("FRISTER\nSøk før 1. november. Se fristene: http")
    assert "/frister/.\n\n• skoler\n• lag" in body
    title, body = mail_of(issue, "ru")
    assert title == "Deadlines"
    assert body.startswith("Этого письма нет на вашем языке")
    assert "/ru/nyhetsbrev/" in body


def test_a_test_is_mailed_to_oneself(two):
    issue = IssueFactory()
    actions.send_test(issue, "ru", by=two.writer)
    [mail] = Message.objects.all()
    assert (mail.address, mail.title) == (two.writer.email, "Тест: Deadlines")
    assert mail.body == mail_of(issue, "ru")[1]
    assert refused(actions.send_test, IssueFactory(title={}), "nb", by=two.writer) == "NET-10"


def test_an_issue_that_is_out_is_neither_proposed_nor_sent_again(two):
    issue = IssueFactory(status="sent", begun_at=NOW, sent_by=two.sender)
    for act in (actions.propose_issue, actions.stop_issue, actions.end_issue):
        with pytest.raises(TransitionRefused):
            act(issue, by=two.sender)
    with pytest.raises(TransitionRefused):
        actions.send_issue(issue, revision=0, by=two.sender)
