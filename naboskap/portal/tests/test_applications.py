"""The draft's pages, as a browser without a script meets them."""

import json
import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.actions import (
    invite_to_seat,
    save_activity,
    save_answer,
    save_basics,
    save_cost,
    submit_application,
)
from naboskap.applications.models import Activity, Application, BudgetLine, Confirmation, Seat
from naboskap.applications.tests.factories import draft, fill, join, organisation, programme
from naboskap.assessments.actions import (
    ask_pair,
    assign,
    begin,
    declare_impartiality,
    send_application,
)
from naboskap.assessments.models import Case
from naboskap.core import clock
from naboskap.notifications.models import Message
from naboskap.portal.tests.places import at
from naboskap.questionnaires.models import Answer
from naboskap.ui.tests.factories import lesson_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]


PAGES = [
    "draft",
    "basics",
    "activities",
    "participants",
    "texts",
    "money",
    "pair",
    "side-organisation",
    "pair-partner",
    "pair-names",
    "pair-invite",
    "wish",
    "informed",
    "leave",
    "read",
    "send",
    "withdraw",
]


@pytest.mark.parametrize("language", ["nb", "en", "ru"])
def test_every_page_opens_in_every_language(ours, application, lead, language):
    fill(application, by=lead)
    with translation.override(language):
        pages = [at(name, application) for name in PAGES]
        pages += [reverse("portal:home"), reverse("portal:choose"), reverse("portal:code")]
        pages += [reverse("portal:start", kwargs={"slug": application.programme.slug})]
        pages += [at("activity", application, pk=Activity.objects.get().pk)]
        pages += [at("cost", application, pk=BudgetLine.objects.first().pk)]
    for page in pages:
        assert ours.get(page).status_code == 200, page


def test_another_persons_application_is_not_found(client, application):
    client.force_login(UserFactory())

    for name in (*PAGES, "short", "sent", "receipt", "confirm"):
        assert client.get(at(name, application)).status_code == 404, name
        assert client.post(at(name, application), {}).status_code == 404, name


def test_a_draft_begins_once_however_often_one_clicks(ours, lead):
    organisation(lead)
    page = reverse("portal:start", kwargs={"slug": programme().slug})
    told = {"key": "k-1", "size": "full", "organisation": ""}

    for _click in range(2):
        answer = ours.post(page, told)

    application = Application.objects.get()
    assert answer.url == at("draft", application)
    assert "You have a draft already" in ours.get(f"/en{page}").content.decode()


def test_wrong_values_are_told_beside_the_field_and_kept(ours, application):
    page = at("basics", application)
    told = {"title": "Elva", "start_date": "31.4.2022", "end_date": "", "revision": "0"}

    answer = ours.post(f"/en{page}", told)

    text = answer.content.decode()
    assert "There is no 31 April" in text
    assert 'value="31.4.2022"' in text
    assert 'value="Elva"' in text


def test_a_day_told_by_a_month_or_a_week_is_proposed_and_said_in_the_full_form(ours, application):
    basics = {"title": "Elva", "start_date": "mars", "end_date": "uke 20", "revision": "0"}
    text = ours.post(at("basics", application), basics, follow=True).text.replace("\u00a0", " ")

    assert "Første dag: Vi leser «mars» som 1. mars 2022." in text
    assert "Siste dag: Vi leser «uke 20» som 22. mai 2022." in text
    told = {"what": "Leir", "mode": "in_person", "from_date": "juni", "to_date": "juni"}
    answer = ours.post(at("activities", application), {**told, "revision": "0"}, follow=True)
    assert answer.text.count("Vi leser «juni» som") == 2
    [camp] = answer.context["draft"].activities
    assert (str(camp.from_date), str(camp.to_date)) == ("2022-06-01", "2022-06-30")


def test_several_days_named_in_the_first_field_are_both_its_days(ours, application):
    """WEB-112."""
    basics = {"title": "Elva", "start_date": "10.–12. mai", "end_date": "", "revision": "0"}
    text = ours.post(at("basics", application), basics, follow=True).text.replace("\u00a0", " ")
    assert "Første dag: Vi leser «10.–12. mai» som 10. mai 2022 til 12. mai 2022." in text
    application.refresh_from_db()
    assert (str(application.start_date), str(application.end_date)) == ("2022-05-10", "2022-05-12")

    told = {"what": "Leir", "mode": "in_person", "from_date": "siste helg i april", "to_date": ""}
    answer = ours.post(at("activities", application), {**told, "revision": "0"}, follow=True)
    [camp] = answer.context["draft"].activities
    assert (str(camp.from_date), str(camp.to_date)) == ("2022-04-23", "2022-04-24")
    one_day = {**told, "to_date": "25.4.2022", "revision": "0"}
    [_camp, other] = (
        ours.post(at("activities", application), one_day, follow=True).context["draft"].activities
    )
    assert (str(other.from_date), str(other.to_date)) == ("2022-04-23", "2022-04-25")


def test_two_who_write_at_once_meet_each_others_words(ours, application, lead):
    partner = join(application, UserFactory(name="Partner (eksempel)"), by=lead)
    save_answer(application, "summary", "Река", language="ru", read_number=0, by=partner)
    questions = ["summary", "cooperation", "description", "partner", "result"]
    told = dict.fromkeys((*questions, "after", "practical", "budget_note"), "")
    told |= {f"{key}-number": "0" for key in told}
    told["summary"] = "Elva"

    text = ours.post(f"/en{at('texts', application)}", told).content.decode()

    assert "Partner (eksempel)" in text
    assert "Река" in text
    assert ">\nElva</textarea>" in text
    told["summary-number"] = "1"
    ours.post(at("texts", application), told)
    assert Answer.objects.get(identity__key="summary").text == "Elva"


def test_a_text_saves_itself(ours, application, lead, django_assert_num_queries):
    page = at("answer", application, question="summary")
    assert ours.post(page, {"text": "Elva", "number": "0"}).json() == {
        "number": 1,
        "language": "nb",
    }
    # Session, person, roles, the application, its lock, the answer, the text, its version;
    # and four savepoint statements, which are no reading and no writing.
    with django_assert_num_queries(12) as asked:
        ours.post(page, {"text": "Elva vår", "number": "1"})
    statements = [one["sql"] for one in asked if not one["sql"].startswith(("SAVE", "RELEASE"))]
    assert len(statements) <= 8, statements

    partner = join(application, UserFactory(), by=lead)
    save_answer(application, "summary", "Река", language="ru", read_number=2, by=partner)
    met = ours.post(page, {"text": "Elva mi", "number": "2"})
    assert (met.status_code, met.json()["theirs"], met.json()["number"]) == (409, "Река", 3)


def test_a_script_is_told_when_the_session_is_over(client, application):
    page = at("answer", application, question="summary")

    answer = client.post(page, {"text": "Elva", "number": "0"}, headers={"X-Autosave": "1"})

    assert answer.status_code == 401
    assert not Answer.objects.exists()


def hidden(client, page):
    """Return the signed writer of a page's form."""
    text = client.get(page).content.decode()
    return text.split('name="writer" value="')[1].split('"')[0]


def test_a_text_survives_a_lost_session(client, application, lead):
    client.force_login(lead)
    page = at("texts", application)
    told = {"writer": hidden(client, page), "summary": "Elva mellom oss", "summary-number": "0"}
    client.logout()

    answer = client.post(page, told)
    assert answer.status_code == 302
    client.force_login(lead)
    text = client.get(page).content.decode()
    assert 'name="summary" value="Elva mellom oss"' in text
    assert not Answer.objects.exists()
    assert "Elva mellom oss" not in client.get(f"{page}?anew=1").content.decode()


def test_a_kept_text_is_given_to_its_writer_alone(client, application, lead):
    partner = join(application, UserFactory(), by=lead)
    client.force_login(lead)
    page = at("texts", application)
    told = {"writer": hidden(client, page), "summary": "Elva mellom oss", "summary-number": "0"}
    client.logout()
    client.post(page, told)

    client.force_login(partner)

    assert "Elva mellom oss" not in client.get(page).content.decode()


def test_the_nearest_change_is_done_by_its_button(ours, application, lead):
    fill(application, by=lead, amount=75_000_00)
    text = ours.get(f"/en{at('money', application)}").content.decode()
    value = text.split('name="change" value="')[1].split('"')[0].replace("&quot;", '"')

    ours.post(at("change", application), {"change": value, "back": "money"})

    application.refresh_from_db()
    assert application.amount_applied_for == 70_000_00


@pytest.mark.parametrize("lasts", [None, 0, 27, 400])
def test_a_first_day_that_is_offered_is_taken_whatever_the_last_one_was(
    ours, application, lead, lasts
):
    """GUI-41: the button does what it says, and nothing is said of the start any more."""
    start = clock.today() - timedelta(days=1)
    end = None if lasts is None else start + timedelta(days=lasts)
    save_basics(
        application,
        title="Elva",
        theme="environment",
        for_children_and_youth=False,
        start_date=start,
        end_date=end,
        read_revision=0,
        by=lead,
    )
    page = f"/en{at('basics', application)}"
    values = re.findall(r'name="change" value="([^"]+)"', ours.get(page).content.decode())
    [value] = {unescape(one) for one in values if "MoveStart" in one}

    answer = ours.post(at("change", application), {"change": value, "back": "basics"})

    assert answer.status_code == 302
    application.refresh_from_db()
    assert application.start_date.isoformat() == json.loads(value)["to"]
    if end is not None:
        after = max(end, application.start_date + timedelta(days=lasts))
        assert application.end_date == (end if end >= application.start_date else after)
    assert "MoveStart" not in ours.get(page).content.decode()


@pytest.mark.parametrize("value", ["", "x", '{"change": "Steal"}', '{"change": "AskFor"}', "[]"])
def test_an_unknown_change_is_not_found(ours, application, value):
    assert ours.post(at("change", application), {"change": value}).status_code == 404


def test_budget_lines_are_added_changed_and_taken_out(ours, application):
    page = at("money", application)
    told = {
        "act": "cost",
        "cost-category": "travel",
        "cost-side": "a",
        "cost-amount": "1 250,50",
        "cost-revision": "0",
    }
    ours.post(page, told)
    line = BudgetLine.objects.get()
    assert line.amount == 1250_50

    one = at("cost", application, pk=line.pk)
    ours.post(one, {"category": "own_work", "side": "b", "hours_hundredths": "7,5", "revision": 1})
    line.refresh_from_db()
    assert (line.amount, line.side) == (750_00, "b")
    out = ours.post(one, {"act": "remove"}, follow=True)
    assert not BudgetLine.objects.exists()
    assert f'value="cost-{line.pk}"' in out.text
    assert "Sett den tilbake" in out.text
    assert ours.post(page, {"act": "put_back", "row": "cost-x"}).status_code == 404
    assert ours.post(page, {"act": "put_back", "row": f"cost-{line.pk}"}).url == page
    assert BudgetLine.objects.get().amount == 750_00

    text = ours.post(f"/en{page}", {**told, "cost-amount": "mye"}).content.decode()
    assert 'value="mye"' in text


def test_an_activity_that_was_taken_out_is_put_back(ours, application, lead):
    fill(application, by=lead)
    row = Activity.objects.get()
    alter = at("alter-activity", application, pk=row.pk)
    out = ours.post(alter, {"act": "remove", "revision": row.revision}, follow=True)
    assert not Activity.objects.exists()
    assert out.text.count("Sett den tilbake") == 2  # At once, and among what was taken out.
    later = ours.get(at("activities", application)).text
    assert later.count("Sett den tilbake") == 1

    assert ours.post(alter, {"act": "put_back"}).url == at("activities", application)

    assert Activity.objects.get().what == row.what
    assert "Sett den tilbake" not in ours.get(at("activities", application)).text


def test_the_whole_short_form_is_one_page(ours, lead, client):
    of = programme()
    own = organisation(lead)
    client.post(
        reverse("portal:start", kwargs={"slug": of.slug}),
        {"key": "k", "size": "short", "organisation": own.pk},
    )
    application = Application.objects.get()
    page = at("short", application)
    assert ours.get(page).status_code == 200
    told = {
        "basics-title": "Elva",
        "basics-theme": "environment",
        "basics-start_date": "17.1.2022",
        "basics-end_date": "10.6.2022",
        "basics-revision": "0",
        "partner-described_as": "Partnerskolen",
        "partner-kind": "school",
        "partner-control": "local_authority",
        "partner-place": "",
        "partner-revision": "0",
        "text-summary": "Vi lærer om elva.",
        "text-summary-number": "0",
        "text-result": "Et kart.",
        "text-result-number": "0",
        "people-a_15-30": "10",
        "people-b_15-30": "10",
        "people-revision": "0",
        "work-hours_b": "40",
        "work-own_a": "6000",
        "work-amount": "20 000",
        "work-revision": "0",
    }
    for number in range(3):
        told |= {f"activity{number}-what": "", f"activity{number}-revision": "0"}
    told |= {"activity0-what": "Vi møtes", "activity0-task_a": "Lager", "activity0-task_b": "Mat"}
    for number in range(8):
        told |= {f"cost{number}-side": "a", f"cost{number}-revision": "0"}
    told |= {"cost0-text": "Buss", "cost0-category": "travel", "cost0-amount": "26 000"}

    answer = ours.post(page, told)

    assert answer.status_code == 302, answer.content.decode()
    application.refresh_from_db()
    assert (application.title, application.amount_applied_for) == ("Elva", 20_000_00)
    assert Activity.objects.get().task_b == "Mat"
    assert sorted(BudgetLine.objects.values_list("category", "amount")) == [
        ("own_work", 4_000_00),
        ("travel", 26_000_00),
    ]
    assert Answer.objects.count() == 2
    text = ours.get(page).content.decode()
    # What a script draws where two texts meet comes after them.
    assert text.partition("<template data-met")[0].count("<textarea") == 5


@pytest.mark.parametrize(
    ("page", "lesson"),
    [
        ("basics", "planlegg-sammen"),
        ("texts", "skriv-soknaden"),
        ("activities", "vis-samarbeidet"),
        ("participants", "planlegg-sammen"),
        ("money", "sett-opp-budsjettet"),
        ("pair", "finn-en-partner"),
    ],
)
def test_each_part_leads_to_its_lesson(ours, application, page, lesson):
    assert "Les mer i søkeskolen" not in ours.get(at(page, application)).content.decode()

    lesson_page(lesson, title="Leksjonen")
    text = ours.get(at(page, application)).content.decode()

    assert f'href="/{lesson}/">Les mer i søkeskolen: Leksjonen</a>' in text


def test_what_the_guidelines_say_leads_to_the_lesson_about_it(ours, application, lead):
    fill(application, by=lead)
    save_cost(application, side="a", category="other", text="Mer", amount=1_00, by=lead)
    lesson_page("sett-opp-budsjettet", title="Budsjettet")

    text = ours.get(at("money", application)).content.decode()

    found = text.partition('class="nk-finding"')[2].partition("</section>")[0]
    assert "Les mer i søkeskolen: Budsjettet" in found


@pytest.mark.parametrize("times", [1, 3])
def test_the_task_list_costs_the_same_however_long(ours, application, lead, times):
    for _time in range(times):
        fill_more(application, lead)
    ours.get(at("draft", application))
    with CaptureQueriesContext(connection) as asked:
        ours.get(at("draft", application))
    assert len(asked) <= 12, [one["sql"][:90] for one in asked]


def fill_more(application, lead):
    save_activity(application, what="Vi møtes", by=lead)
    save_cost(application, side="a", category="travel", amount=1, by=lead)


def test_it_is_sent_and_confirmed_by_a_link_that_confirms_nothing_when_opened(
    ours, application, lead, client
):
    invite_to_seat(application, "b", way="mail", language="ru", address="b@example.org", by=lead)
    fill(application, by=lead)

    answer = ours.post(at("send", application))
    assert answer.url == at("receipt", application)
    assert ours.get(answer.url).status_code == 200
    assert ours.get(at("sent", application)).status_code == 200
    client.logout()
    mail = Message.objects.get(kind="applications.asked_to_confirm")
    link = mail.body.split("127.0.0.1:8000")[1].split()[0]
    text = client.get(link).content.decode()
    assert 'lang="ru"' in text
    assert 'href="#foot-adviser"' in text  # Whoever cannot read all of it has a way on.
    assert 'id="foot-adviser"' in text
    assert Confirmation.objects.count() == 1
    digest = text.split('name="sha256" value="')[1].split('"')[0]

    assert client.post(link, {"sha256": digest}).status_code == 200

    application.refresh_from_db()
    assert application.status == "confirmed"
    assert client.get(link).status_code == 410


def test_a_second_sender_meets_the_receipt(ours, application, lead):
    fill(application, by=lead)
    submit_application(Application.objects.get(), by=lead)

    assert ours.post(at("send", application)).url == at("sent", application)


def test_a_partner_comes_by_a_code_and_is_told_first(client, application, lead):
    _invitation, secret = invite_to_seat(application, "b", way="code", language="ru", by=lead)
    partner = UserFactory(language="ru")
    page = client.post(reverse("portal:code"), {"code": secret}).url
    assert client.get(page).status_code == 200
    client.force_login(partner)

    answer = client.post(page)

    assert answer.url == at("draft", application)
    assert client.get(answer.url).status_code == 200
    came = Seat.objects.get(side="b", application=application).people.get()
    assert (came.user, came.informed_at is None) == (partner, False)


def test_whoever_was_not_told_yet_is_told_before_the_draft(client, application, lead):
    partner = join(application, UserFactory(), by=lead, informed=False)
    client.force_login(partner)
    assert client.get(at("draft", application)).url == at("informed", application)

    assert client.post(at("informed", application)).url == at("draft", application)
    assert client.get(at("draft", application)).status_code == 200


def test_a_wrong_code_is_told_and_kept(client):
    text = client.post(f"/en{reverse('portal:code')}", {"code": "0000 000 000"}).content.decode()

    assert 'value="0000 000 000"' in text
    assert "No invitation has this code" in text


def test_withdrawing_is_asked_first(ours, application, lead):
    fill(application, by=lead)
    submit_application(Application.objects.get(), by=lead)
    assert ours.get(at("withdraw", application)).status_code == 200

    ours.post(at("withdraw", application))

    application.refresh_from_db()
    assert application.status == "withdrawn"
    assert ours.get(at("sent", application)).status_code == 200


def test_one_thing_asked_for_is_answered_and_only_that_opens(ours, application, lead):
    fill(application, by=lead)
    ours.post(at("send", application))
    case = Case.objects.get()
    officer = UserFactory(roles=["case_officer"])
    assign(case, officer, by=UserFactory(roles=["head"]))
    declare_impartiality(Case.objects.get(), is_impartial=True, by=officer)
    begin(Case.objects.get(), by=officer)
    asked = ask_pair(
        Case.objects.get(),
        text="Hvor bor dere?",
        answer_by=date(2021, 10, 20),
        unlocked=["summary"],
        by=officer,
    )
    page = at("question", application, pk=asked.pk)
    assert "Hvor bor dere?" in ours.get(page).content.decode()
    told = {"text": "På hotell", "summary": "Vi bor på hotell.", "summary-number": "1"}

    assert ours.post(page, told).url == at("sent", application)

    assert Answer.objects.get(identity__key="summary").text == "Vi bor på hotell."
    assert application.snapshots.count() == 2
    assert "Vi bor" not in ours.get(page).content.decode()
    ours.force_login(UserFactory())
    assert ours.get(page).status_code == 404


def sent_and_asked(lead, officer):
    application = draft(lead)
    fill(application, by=lead)
    case = send_application(application, by=lead)
    Application.objects.filter(pk=application.pk).update(status="confirmed")
    assign(case, officer, by=UserFactory(roles=["head"]))
    declare_impartiality(Case.objects.get(pk=case.pk), is_impartial=True, by=officer)
    begin(Case.objects.get(pk=case.pk), by=officer)
    ask_pair(Case.objects.get(pk=case.pk), text="Hvor?", answer_by=date(2021, 10, 20), by=officer)


def test_ones_page_begins_with_what_waits_and_costs_the_same_however_much(ours, lead):
    officer = UserFactory(roles=["case_officer"])
    page = reverse("portal:home")

    def statements(more):
        for _time in range(more):
            sent_and_asked(lead, officer)
        ours.get(page)
        with CaptureQueriesContext(connection) as asked:
            text = ours.get(page).content.decode()
        assert "svare på et spørsmål fra oss" in text
        return len(asked)

    assert statements(1) == statements(2)
