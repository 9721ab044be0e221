"""The page of the pair: who takes part, who is asked in, and what has happened."""

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from naboskap.accounts.middleware import SEEN
from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.models import Adviser
from naboskap.applications.actions import (
    accept_invitation,
    comment_on,
    invite_to_seat,
    let_in_adviser,
    offer_lead,
    save_answer,
)
from naboskap.applications.models import Application, Comment, Help, SeatInvitation, SeatPerson
from naboskap.applications.tests.factories import adviser_of_ours, join, programme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]


def at(name, application, *more):
    return reverse(f"portal:{name}", args=[application.key, *more])


def pair(client, application):
    return client.get(at("pair", application)).content.decode()


@pytest.fixture
def partner(application, lead):
    return join(application, UserFactory(language="ru"), by=lead)


@pytest.fixture
def theirs(client, partner):
    client.force_login(partner)
    return client


def test_the_lead_offers_and_the_other_answers_on_the_page(client, ours, application, lead):
    other = join(application, UserFactory(name="Kari"), side="a", by=lead)
    seat = SeatPerson.objects.get(user=other)

    answer = ours.post(at("seat-person", application, seat.pk), {"act": "offer"})

    assert answer.url == at("pair", application)
    client.force_login(other)
    assert 'value="yes"' in pair(client, application)
    client.post(at("answer-lead", application), {"answer": "yes"})
    seat.refresh_from_db()
    assert seat.is_lead


@pytest.mark.parametrize("act", ["write", "read", "offer", "keep"])
def test_the_other_side_changes_no_role(ours, application, partner, act):
    seat = SeatPerson.objects.get(user=partner)

    answer = ours.post(at("seat-person", application, seat.pk), {"act": act})

    assert answer.status_code == 403
    seat.refresh_from_db()
    assert (seat.may_write, seat.lead_offered_at) == (True, None)


def test_an_unknown_act_and_a_person_of_another_draft_are_not_found(ours, application, lead):
    seat = SeatPerson.objects.get(user=lead)
    assert ours.post(at("seat-person", application, seat.pk), {"act": "x"}).status_code == 404
    assert ours.post(at("seat-person", application, 999_999), {"act": "read"}).status_code == 404


def test_a_refusal_is_told_on_the_page_of_the_pair(ours, application, lead):
    seat = SeatPerson.objects.get(user=lead)
    answer = ours.post(at("seat-person", application, seat.pk), {"act": "read"}, follow=True)
    assert "Gi ledelsen videre først" in answer.content.decode()
    answer = ours.post(at("answer-lead", application), {"answer": "yes"}, follow=True)
    assert "ikke lenger spurt" in answer.content.decode()


def test_an_address_is_seen_by_its_own_side_and_who_sent_it(client, ours, application, lead):
    invite_to_seat(application, "b", way="mail", language="ru", address="b@example.org", by=lead)
    partner = join(application, UserFactory(), by=lead)
    invite_to_seat(
        application, "b", way="mail", language="ru", address="c@example.org", by=partner
    )

    text = pair(ours, application)

    assert "b@example.org" in text
    assert "c@example.org" not in text
    client.force_login(partner)
    assert "b@example.org" in pair(client, application)


def test_a_code_is_renewed_and_shown_once(ours, application, lead):
    invitation, old = invite_to_seat(application, "b", way="code", language="ru", by=lead)

    answer = ours.post(at("pair", application), {"act": "renew", "invitation": invitation.pk})

    text = answer.content.decode()
    assert "/ru/min-side/kode/" in text
    assert old not in text
    assert 'class="nk-figure' in text
    invitation.refresh_from_db()
    assert invitation.ended_at is not None
    answer = ours.post(
        at("pair", application), {"act": "renew", "invitation": invitation.pk}, follow=True
    )
    assert "Be dem inn på nytt" in answer.content.decode()
    assert SeatInvitation.objects.count() == 2


def test_whoever_only_reads_is_led_to_the_text_and_keeps_what_they_typed(
    client, application, lead, partner
):
    reader = join(application, UserFactory(), side="a", by=lead, may_write=False)
    client.force_login(reader)

    for name in ("basics", "texts", "activities", "participants", "money"):
        assert client.get(at(name, application)).url == at("read", application)
    assert client.get(at("draft", application)).status_code == 200
    answer = client.post(
        reverse("portal:answer", args=[application.key, "summary"]), {"text": "Elva"}
    )
    assert answer.status_code == 422
    assert "kan la deg skrive" in answer.json()["why"]
    assert 'value="invite"' not in pair(client, application)


def test_a_lead_leaves_by_choosing_the_next(ours, application, lead):
    other = join(application, UserFactory(), side="a", by=lead)
    page = at("leave", application)
    assert "Velg hvem som leder" in ours.post(page).content.decode()
    assert SeatPerson.objects.get(user=lead).left_at is None

    seat = SeatPerson.objects.get(user=other)
    assert ours.post(page, {"successor": seat.pk}).url == reverse("portal:home")

    seat.refresh_from_db()
    assert seat.is_lead


def test_the_history_tells_in_words_and_names_nobody_who_has_left(client, ours, application, lead):
    other = join(application, UserFactory(name="Ola Gått"), side="a", by=lead)
    offer_lead(SeatPerson.objects.get(user=other), by=lead)
    assert "ba Ola Gått om å lede i stedet" in pair(ours, application)
    client.force_login(other)
    client.post(at("leave", application))
    client.force_login(lead)

    text = pair(client, application)

    assert "Ola Gått" not in text
    assert "ba noen som har gått ut om å lede i stedet" in text


def test_the_page_costs_the_same_for_one_and_for_three(ours, application, lead, partner):
    def statements():
        with CaptureQueriesContext(connection) as asked:
            pair(ours, application)
        return len(asked)

    pair(ours, application)
    join(application, UserFactory(), side="a", by=lead)
    one = statements()
    for _ in range(2):
        join(application, UserFactory(), side="a", by=lead)
        invite_to_seat(application, "a", way="code", language="nb", by=lead)
    assert statements() == one


def test_a_partner_in_russian_reads_the_roles_in_russian(theirs, application, lead):
    save_answer(application, "summary", "Elva", language="nb", read_number=0, by=lead)
    text = theirs.get(f"/ru{at('pair', application)}").content.decode()
    assert "Кого пригласили" in text
    assert "Норвежская сторона" in text


@pytest.fixture
def adviser(application, lead):
    person = adviser_of_ours()
    let_in_adviser(application, person, by=lead)
    return person


def enter(client, adviser):
    client.force_login(adviser)
    session = client.session
    session[SEEN] = True  # The second factor, given.
    session.save()


def advice(client, application, **facts):
    return (
        client.post(at("advice", application), facts)
        if facts
        else client.get(at("advice", application))
    )


def test_the_pair_lets_an_adviser_in_and_closes_the_draft_again(ours, application):
    person = adviser_of_ours()
    row = Adviser.objects.get(user=person)
    assert "Velg en rådgiver" in advice(ours, application, act="let-in").content.decode()

    answer = advice(ours, application, **{"act": "let-in", "let-adviser": row.pk})

    assert answer.url == at("advice", application)
    helping = Help.objects.get()
    assert helping.user == person
    text = advice(ours, application).content.decode()
    assert 'name="let-adviser"' not in text
    ours.post(at("end-help", application, helping.pk))
    helping.refresh_from_db()
    assert helping.ended_at is not None
    assert 'name="let-adviser"' in advice(ours, application).content.decode()


@pytest.mark.parametrize(
    ("guidance", "words"),
    [
        ("visible", "betyr ikke mer enn det"),
        ("second_reader", "leser én til den også"),
        ("cannot_assess", "en annen enn rådgiveren"),
    ],
)
def test_the_pair_is_told_first_what_help_means(ours, application, guidance, words):
    adviser_of_ours()
    application.programme.guidance = guidance
    application.programme.save()

    assert words in advice(ours, application).content.decode()


def test_an_adviser_says_something_and_it_stands_beside_what_it_is_about(
    client, application, lead, adviser
):
    enter(client, adviser)
    assert client.get(at("texts", application)).url == at("read", application)
    missing = advice(client, application, act="comment").content.decode()
    assert "Skriv det du vil si" in missing
    for about, text in (("money", "Hvem betaler bussen?"), ("texts:summary", "Si mer om elva.")):
        answer = advice(
            client,
            application,
            **{"act": "comment", "comment-about": about, "comment-text": text},
        )
        assert answer.url == at("advice", application)
    client.force_login(lead)

    pages = {
        name: client.get(at(name, application)).content.decode()
        for name in ("basics", "texts", "activities", "participants", "money", "draft", "read")
    }

    assert {n for n, text in pages.items() if "Hvem betaler bussen?" in text} == {"money"}
    assert {n for n, text in pages.items() if "Si mer om elva." in text} == {"texts"}
    assert "Rådgiveren har sagt 2 ting" in pages["draft"]
    first = Comment.objects.order_by("pk").first()
    client.post(at("settle-comment", application, first.pk), {"done": "yes"})
    assert "Hvem betaler bussen?" not in client.get(at("money", application)).content.decode()
    assert "Hvem betaler bussen?" in advice(client, application).content.decode()
    client.post(at("settle-comment", application, first.pk), {"done": "no"})
    first.refresh_from_db()
    assert first.done_at is None


def test_an_adviser_ends_it_themselves(client, application, adviser):
    enter(client, adviser)
    answer = client.post(at("end-help", application, Help.objects.get().pk))
    assert answer.url == reverse("portal:home")
    assert client.get(at("advice", application)).status_code == 404


def test_the_comments_cost_one_statement(ours, application, adviser):
    def statements():
        with CaptureQueriesContext(connection) as asked:
            ours.get(at("draft", application))
        return len(asked)

    ours.get(at("draft", application))
    none = statements()
    for number in range(3):
        comment_on(application, part="money", text=f"Nr. {number}", language="nb", by=adviser)
    assert statements() == none + 1


def test_the_home_lead_takes_the_partner_out_and_asks_another(ours, application, partner):
    assert at("swap", application) in pair(ours, application)
    assert "Velg hvorfor" in ours.post(at("swap", application)).content.decode()

    answer = ours.post(at("swap", application), {"reason": "plans"})

    assert answer.url == at("pair", application)
    text = pair(ours, application)
    assert "tok partneren ut" in text
    assert at("swap", application) not in text
    assert 'value="b"' in ours.get(at("pair-invite", application)).text


def test_the_partner_takes_nobody_out_and_leaves_with_all(theirs, application):
    assert theirs.get(at("swap", application)).status_code == 403
    assert at("leave-as-side", application) in theirs.get(at("leave", application)).text

    answer = theirs.post(at("leave-as-side", application))

    assert answer.url == reverse("portal:home")
    assert theirs.get(at("pair", application)).status_code == 404


def test_a_former_partners_text_is_marked_and_not_named(client, ours, application, lead):
    partner = join(application, UserFactory(name="Lida Før"), by=lead)
    save_answer(application, "summary", "Река", language="ru", read_number=0, by=partner)
    page = reverse("portal:history", args=[application.key, "summary"])
    assert "Lida Før" in ours.get(page).text
    ours.post(at("swap", application), {"reason": "agreed"})

    text = ours.get(page).text

    assert "Река" in text
    assert "Lida Før" not in text
    assert "En tidligere partner (Partnersiden)" in text


def test_two_tabs_meet_the_draft_of_the_first(ours, lead):
    of = programme()
    page = reverse("portal:start", kwargs={"slug": of.slug})
    told = {"size": "full", "organisation": "", "seen": ""}
    ours.post(page, {**told, "key": "first"})

    text = ours.post(page, {**told, "key": "second"}).text

    assert Application.objects.count() == 1
    assert "Du har et utkast her fra før" in text
    assert 'name="seen" value="first"' in text
    ours.post(page, {**told, "key": "second", "seen": "first"})
    assert Application.objects.count() == 2


def test_a_latin_form_is_proposed_and_chosen_by_the_side(client, ours, application, lead):
    partner = join(application, UserFactory(name="Юлия Щербакова", language="ru"), by=lead)
    assert "names-own_name" not in ours.get(at("pair-names", application)).text
    client.force_login(partner)
    here, letters = at("pair", application), at("pair-names", application)
    page = f"/ru{letters}"
    assert 'value="Julija Sjtsjerbakova"' in client.get(page).text
    told = {"names-own_name": "Юлия", "names-letters_in": "ru"}
    assert "только латинскими буквами" in client.post(page, told).text

    client.post(page, {**told, "names-own_name": "Iuliia Shcherbakova"})

    client.force_login(lead)
    text = client.get(here).text
    assert "Iuliia Shcherbakova leder." in text
    assert "Юлия" not in text


PARTS = ("side-organisation", "pair-partner", "pair-names", "pair-invite")


def test_each_thing_said_of_the_pair_has_a_page_so_that_no_form_takes_anothers_words(
    ours, application
):
    overview = pair(ours, application)

    assert overview.count("<textarea") == overview.count('class="ds-input"') == 0
    for name in PARTS:
        assert at(name, application) in overview
        main = ours.get(at(name, application)).text.partition("<main")[2].partition("</main>")[0]
        assert main.count("<form ") <= 1, name


def test_whoever_only_reads_or_advises_is_led_back_from_what_they_cannot_say(
    client, application, lead
):
    reader = join(application, UserFactory(), side="a", by=lead, may_write=False)
    client.force_login(reader)

    assert not any(at(name, application) in pair(client, application) for name in PARTS)
    for name in PARTS:
        assert client.get(at(name, application)).url == at("pair", application)


def test_an_invitation_by_mail_asks_for_the_address_and_keeps_the_rest(ours, application):
    here = at("pair-invite", application)
    assert "Trengs når invitasjonen går på e-post" in ours.get(here).text
    assert "(må ikke fylles ut)" not in ours.get(here).text
    told = {"invite-side": "b", "invite-way": "mail", "invite-language": "ru"}

    text = ours.post(here, {**told, "invite-role": "read"}).text

    assert text.count("Skriv hvor invitasjonen skal sendes.") == 2  # Twice: in the list too.
    assert 'value="ru" selected' in text
    assert 'value="read" checked' in text
    assert not SeatInvitation.objects.exists()
    # Also where more is wrong.
    text = ours.post(here, {**told, "invite-language": "xx"}).text
    assert "Skriv hvor invitasjonen skal sendes." in text

    answer = ours.post(here, {**told, "invite-role": "read", "invite-address": "b@example.org"})

    assert answer.url == at("pair", application)
    assert SeatInvitation.objects.get().address == "b@example.org"


def test_a_link_that_was_used_leads_whoever_came_by_it_to_the_draft(client, application, lead):
    _invitation, secret = invite_to_seat(application, "b", way="code", language="ru", by=lead)
    coach = UserFactory(language="ru")
    accept_invitation(secret, by=coach)
    link = reverse("portal:invitation", args=[secret])

    assert client.get(link).status_code == 410
    client.force_login(UserFactory())
    assert client.get(link).status_code == 410
    client.force_login(coach)
    assert client.get(link).url == at("draft", application)


def test_a_code_is_read_aloud_from_its_own_page(ours, application):
    told = {"invite-side": "b", "invite-way": "code", "invite-language": "ru"}

    text = ours.post(at("pair-invite", application), told).text

    assert 'class="nk-figure' in text
    assert "/ru/min-side/kode/" in text
    assert at("pair-invite", application) in text
    assert 'class="nk-figure' not in pair(ours, application)


def test_two_who_describe_the_partner_at_once_meet(client, ours, application, partner):
    here = at("pair-partner", application)
    told = {"partner-kind": "school", "partner-control": "unknown", "partner-place": ""}
    ours.post(here, {**told, "partner-described_as": "Skolen", "partner-revision": "0"})
    client.force_login(partner)

    text = client.post(
        here, {**told, "partner-described_as": "Школа", "partner-revision": "0"}
    ).text

    assert 'role="alert"' in text
    assert "Школа" in text
    assert application.seats.get(side="b").described_as == "Skolen"


def test_what_is_missing_of_the_pair_leads_to_its_own_page(ours, application):
    text = ours.get(at("draft", application)).text

    assert f"{at('pair-partner', application)}#id_partner-described_as" in text
    application.seats.filter(side="a").update(organisation=None)
    assert at("side-organisation", application) in ours.get(at("draft", application)).text


def test_words_about_a_partner_who_has_come_are_not_taken_in_silence(ours, application, partner):
    seat = application.seats.get(side="b")
    seat.organisation = application.seats.get(side="a").organisation
    seat.save()
    page = reverse("portal:pair-partner", args=[application.key])
    assert ours.get(page).status_code == 302
    answer = ours.post(page, {"partner-described_as": "Noen andre"}, follow=True)
    assert "Den står her" in answer.text
    assert apps.get_model("audit.Refused").objects.get().path == page


def test_whoever_only_reads_is_told_that_the_words_were_not_taken(client, application, lead):
    reader = join(application, UserFactory(), side="a", by=lead, may_write=False)
    client.force_login(reader)
    page = reverse("portal:pair-partner", args=[application.key])
    assert client.get(page).status_code == 302
    facts = {"partner-described_as": "Noen", "partner-kind": "school", "partner-revision": 0}
    answer = client.post(page, {**facts, "partner-control": "unknown"})
    assert answer.status_code != 302
    assert apps.get_model("audit.Refused").objects.get().reason == "APP-36"
