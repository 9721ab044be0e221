"""The office's pages of cases, as the cast meets them."""

import csv
import io

import pytest
from django.urls import reverse

from naboskap.applications.models import (
    Application,
    Attachment,
    BudgetLine,
    Seat,
    SeatPerson,
    Snapshot,
)
from naboskap.applications.queries import latest_snapshot
from naboskap.applications.tests.factories import NOW
from naboskap.assessments.models import Case, CriterionNote, Impartiality, Interest
from naboskap.assessments.tests.conftest import CAST
from naboskap.assessments.tests.factories import CaseFactory, noted
from naboskap.audit.actions import record
from naboskap.audit.queries import trail_of
from naboskap.core import clock
from naboskap.core.permissions import SYSTEM
from naboskap.decisions.models import Complaint, Decision
from naboskap.grants.models import Grant
from naboskap.letters.queries import letters_about
from naboskap.organisations.models import Organisation
from naboskap.records.actions import keep_file
from naboskap.records.tests import samples
from naboskap.records.uploads import PDF

pytestmark = pytest.mark.django_db

OFFICE = {
    "officer",
    "second_reader",
    "other_officer",
    "impartial_officer",
    "disqualified_officer",
    "tied_officer",
    "head",
    "deputy",
    "finance_preparer",
    "finance_releaser",
    "auditor",
}
READS = {"officer", "second_reader", "impartial_officer", "head", "deputy", "auditor"}
TEXT = "Vi lærer om elva."


def at(name, *args):
    return reverse(f"office:{name}", args=args)


def number(case):
    return case.case_file.number.replace("/", "-")


def page_of(client, case, name="case", *args):
    return client.get(at(name, number(case), *args))


def ready(house):
    """Bring the case to where its officer may propose."""
    Case.objects.update(
        status="assessing", partner_known_at=house.case.received_at, partner_contact="Ringte."
    )
    noted(house.case, house.cast.officer)


def test_who_finds_the_case_and_who_reads_it(house):
    answers = {person: page_of(house.as_(person), house.case) for person in CAST}

    found = {person for person, answer in answers.items() if answer.status_code == 200}
    assert found == OFFICE
    assert {answers[person].status_code for person in set(CAST) - found} == {404}
    assert {p for p, answer in answers.items() if TEXT in answer.content.decode()} == READS


def test_a_text_is_read_with_its_translation_beside_it(house):
    content = Snapshot.objects.get().content
    content["answers"]["summary"] |= {
        "version": 3,
        "translations": [
            {
                "language": "ru",
                "text": "Мы <изучаем> реку.",
                "mark": "translated",
                "by_side": "b",
                "of_version": 2,
            }
        ],
    }
    Snapshot.objects.update(content=content)

    text = page_of(house.as_("officer"), house.case).text

    assert "Originalen, på norsk" in text
    assert "Мы &lt;изучаем&gt; реку." in text
    assert "oversatt, ikke sjekket (Partnersiden)" in text
    assert "Originalen er endret siden dette ble oversatt." in text


def test_every_page_of_a_shut_case_is_shut(house):
    for person in sorted(OFFICE - READS):
        client = house.as_(person)
        for name in ("journal", "ask", "partner", "propose", "decide", "confirm", "reach"):
            assert page_of(client, house.case, f"case-{name}").status_code == 404
        assert TEXT not in client.get(at("cases")).content.decode()


def test_who_is_asked_of_impartiality_reads_of_whom_and_nobody_else_does(house):
    """ASS-76: the names, and not a word of the text, for whoever is asked; the rest waits."""
    seats = Seat.objects.filter(application=house.case.application).order_by("side")
    SeatPerson.objects.filter(seat__side="b").update(latin_name="Ona Latinsk")
    Organisation.objects.filter(pk=seats[1].organisation_id).update(name="Школа у моря")
    seats.filter(side="b").update(latin_name="Shkola u morja")
    names = [seats[0].organisation.name, "Школа у моря (Shkola u morja)", "(Ona Latinsk)"]
    names += [str(one.user) for one in SeatPerson.objects.filter(left_at__isnull=True)]

    told = {p: page_of(house.as_(p), house.case).content.decode() for p in OFFICE - READS}

    asked = {"other_officer", "finance_preparer", "finance_releaser"}
    assert {p for p, text in told.items() if all(one in text for one in names)} == asked
    assert {p for p, text in told.items() if any(one in text for one in names)} == asked
    assert not [p for p, text in told.items() if TEXT in text]


def test_who_has_left_the_pair_is_not_named_there(house):
    gone = SeatPerson.objects.filter(left_at__isnull=False).get().user
    assert gone == house.cast.left_the_pair
    assert gone.name not in page_of(house.as_("other_officer"), house.case).text


@pytest.mark.parametrize(
    ("application", "case", "says"),
    [
        ("submitted", {}, "Venter på partnerens bekreftelse"),
        ("confirmed", {}, "Mottatt"),
        ("confirmed", {"held_at": NOW}, "På vent (Mottatt)"),
        ("submitted", {"held_at": NOW}, "På vent (Venter på partnerens bekreftelse)"),
        ("confirmed", {"status": "assessing"}, "Vurderes"),
    ],
)
def test_the_list_and_the_page_say_the_same_of_where_a_case_stands(house, application, case, says):
    Application.objects.update(status=application)
    Case.objects.update(**case)
    client = house.as_("officer")
    assert says in client.get(at("cases")).text
    assert f"Status: {says}</p>" in page_of(client, house.case).text


def test_one_click_opens_the_case(house):
    client = house.as_("other_officer")
    assert "Er du habil" in page_of(client, house.case).content.decode()

    answer = client.post(at("case-declare", number(house.case)), {"impartial": "yes"}, follow=True)

    assert TEXT in answer.content.decode()


def test_an_interest_needs_its_words_and_is_remembered(house):
    client = house.as_("other_officer")
    address = at("case-declare", number(house.case))

    empty = client.post(address, {"reason": " ", "sides": ["a"]})
    assert empty.status_code == 422
    assert not Impartiality.objects.filter(user=house.cast.other_officer).exists()

    client.post(address, {"reason": "sitter i styret", "sides": ["a"]})
    assert Interest.objects.get(user=house.cast.other_officer).reason == "sitter i styret"
    assert "sitter i styret" in page_of(client, house.case).content.decode()


def test_an_auditor_reads_and_it_is_written_down(house):
    page_of(house.as_("auditor"), house.case)

    last = trail_of(house.case).last()
    assert (last.action, last.actor_id) == ("cases.read_by_auditor", house.cast.auditor.pk)


def test_the_list_shows_counts_and_narrows(house):
    CaseFactory(title="Kor i to land", amount_applied_for=100)
    client = house.as_("head")

    everything = client.get(at("cases")).content.decode()
    some = client.get(at("cases"), {"q": "elva"}).content.decode()
    none = client.get(at("cases"), {"late": "on", "status": "nonsense"}).content.decode()

    assert "Elva mellom oss" in everything
    assert "Kor i to land" in everything
    assert "2 saker" in everything
    assert "Kor i to land" not in some
    assert "Ingen saker" in none or "0 saker" in none


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_of_the_list_is_few_statements(rows, house, django_assert_max_num_queries):
    for _row in range(rows - 1):
        CaseFactory()
    client = house.as_("head")
    client.get(at("cases"))

    with django_assert_max_num_queries(8):
        assert client.get(at("cases")).status_code == 200
    with django_assert_max_num_queries(8):
        client.get(at("cases"), {"q": "elva", "status": "all"})


def test_one_case_is_few_statements(house, django_assert_max_num_queries):
    client = house.as_("officer")
    page_of(client, house.case)

    with django_assert_max_num_queries(15):
        page_of(client, house.case)
    ready(house)
    with django_assert_max_num_queries(15):
        page_of(client, house.case)


def test_a_case_that_waits_for_a_side_is_as_few_statements(house, django_assert_max_num_queries):
    Application.objects.filter(pk=house.case.application_id).update(status="submitted")
    client = house.as_("officer")
    page_of(client, house.case)

    with django_assert_max_num_queries(15):
        page_of(client, house.case)


def test_the_file_has_every_case_and_no_formula(house):
    Case.objects.update(title="=1+1")

    answer = house.as_("head").get(at("cases-csv"))

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[1][0] == house.case.case_file.number
    assert rows[1][1] == "'=1+1"
    assert rows[1][10] == "60000,00"


@pytest.mark.parametrize("confirmation", ["submitted", "confirmed"])
def test_the_file_says_what_the_list_says(house, confirmation):
    Application.objects.update(status=confirmation)
    Case.objects.update(theme="sport")
    client = house.as_("head")

    text = b"".join(client.get(at("cases-csv")).streaming_content).decode("utf-8-sig")

    [heads, row] = csv.reader(io.StringIO(text), delimiter=";")
    told = dict(zip(heads, row, strict=True))
    [shown] = client.get(at("cases")).context["rows"]
    for head, name in (("Status", "status"), ("Hvem sin tur", "turn"), ("Ordning", "programme")):
        assert told[head] == shown[name] != ""
    assert told["Tema"] == "idrett"
    assert told["Partene"].casefold() in shown["known_as"].casefold()
    assert told["Partene"]


def test_who_gets_no_file(house):
    for person in ("board_member", "council_member", "applicant", "editor"):
        assert house.as_(person).get(at("cases-csv")).status_code == 403


def test_the_officer_assesses_asks_and_proposes(house):
    client = house.as_("officer")
    client.post(at("case-begin", number(house.case)))
    address = at("case-criterion", number(house.case), "cooperation")
    wrong = client.post(address, {"mark": "good", "reason": "", "read_number": 0})
    assert wrong.status_code == 422
    client.post(address, {"mark": "good", "reason": "Begge gjør noe.", "read_number": 0})
    assert CriterionNote.objects.get().reason == "Begge gjør noe."
    client.post(at("case-partner", number(house.case)), {"text": "Ringte rektor."})
    ask = {"side": "b", "text": "Kan dere ta imot 22?", "answer_by": "11.10.2021"}
    late = client.post(at("case-ask", number(house.case)), ask | {"answer_by": "1.10.2021"})
    assert late.status_code == 422
    assert "Kan dere ta imot 22?" in late.content.decode()
    client.post(at("case-ask", number(house.case)), ask)
    house.case.refresh_from_db()
    assert (house.case.status, house.case.turn) == ("asked", "b")
    client.post(at("case-go-on", number(house.case)))
    house.case.refresh_from_db()
    assert house.case.status == "assessing"
    assert house.case.partner_known_at is not None


def test_a_refusal_is_proposed_by_one_and_decided_by_another(house):
    ready(house)
    client = house.as_("officer")
    address = at("case-propose", number(house.case))
    assert page_of(client, house.case, "case-propose").status_code == 200
    wrong = client.post(f"{address}?forslag=refusal", {"reason": "Ingen oppgave."})
    assert wrong.status_code == 422
    client.post(
        f"{address}?forslag=refusal",
        {"reason": "Ingen oppgave.", "criterion_budget": "Bare én part."},
    )
    decision = Decision.objects.get()
    assert client.post(at("case-decide", number(house.case))).status_code == 403

    head = house.as_("head")
    assert "Ingen oppgave." in page_of(head, house.case, "case-decide").content.decode()
    head.post(at("case-decide", number(house.case)))

    decision.refresh_from_db()
    assert decision.status == "made"
    assert [each.reader for each in letters_about(decision)] == ["a", "b"]
    assert page_of(head, house.case).status_code == 200
    assert page_of(head, house.case, "case-journal").status_code == 200


def test_less_is_given_with_reasons_by_line(house):
    ready(house)
    client = house.as_("officer")
    line = BudgetLine.objects.filter(application=house.case.application).first()
    given = {
        "reason": "Vi gir mindre til bussen.",
        "pot": "prosjekt",
        f"cut_{line.position}": "10 000",
        f"why_{line.position}": "Toget er billigere.",
    }
    client.post(at("case-propose", number(house.case)) + "?forslag=reduced", given)
    assert Decision.objects.get().amount_awarded == 50_000_00

    house.as_("head").post(at("case-decide", number(house.case)))

    assert Grant.objects.get().amount_awarded == 50_000_00


def test_a_cost_of_no_kind_yet_does_not_stop_who_looks_at_a_proposal(house):
    """The pair may be changing what it sent."""
    ready(house)
    line = BudgetLine.objects.filter(application=house.case.application).first()
    BudgetLine.objects.filter(pk=line.pk).update(category="", text="Diverse")

    answer = house.as_("officer").get(at("case-propose", number(house.case)) + "?forslag=reduced")

    assert "Diverse" in answer.context["form"].fields[f"cut_{line.position}"].label


def test_a_proposal_goes_back(house):
    ready(house)
    client = house.as_("officer")
    client.post(
        at("case-propose", number(house.case)) + "?forslag=award",
        {"reason": "Begge gjør noe.", "pot": "prosjekt"},
    )
    house.as_("head").post(at("case-send-back", number(house.case)), {"text": "Spør først."})

    assert Decision.objects.get().status == "returned"
    assert "Spør først." in page_of(client, house.case).content.decode()


def refused_by_the_head(house):
    Case.objects.update(status="decided", due_on=None)
    return Decision.objects.create(
        case=house.case,
        outcome="refusal",
        level="head",
        reason="Nei",
        status="made",
        proposed_by_id=house.cast.officer.pk,
        proposed_at=house.case.received_at,
        made_by_id=house.cast.head.pk,
        made_at=house.case.received_at,
    )


def test_a_complaint_is_written_down_and_answered_by_another(house):
    decision = refused_by_the_head(house)
    house.as_("officer").post(
        at("case-complain", number(house.case)), {"side": "a", "text": "Vi er uenige."}
    )
    complaint = Complaint.objects.get(decision=decision)
    address = at("case-complaint", number(house.case), complaint.pk)
    house.as_("head").post(address, {"text": "Vi står ved det.", "is_upheld": "no"})
    complaint.refresh_from_db()
    assert complaint.status == "entered"
    silent = house.as_("deputy").post(address, {"text": "Vi står ved det, fordi …"})
    assert silent.status_code == 422
    assert 'id="id_is_upheld-error"' in silent.text

    house.as_("deputy").post(address, {"text": "Vi står ved det, fordi …", "is_upheld": "no"})

    complaint.refresh_from_db()
    assert complaint.status == "settled"
    text = page_of(house.as_("officer"), house.case, "case-complaint", complaint.pk).text
    assert "avgjørelsen står fast" in text


def test_an_upheld_complaint_leads_back_to_the_proposal(house):
    ready(house)
    decision = refused_by_the_head(house)
    officer = house.as_("officer")
    officer.post(at("case-complain", number(house.case)), {"side": "a", "text": "Fortsatt."})
    complaint = Complaint.objects.get(status="entered")
    assert "svare på klagen" in page_of(officer, house.case).text
    house.as_("deputy").post(
        at("case-complaint", number(house.case), complaint.pk),
        {"text": "Dere har rett.", "is_upheld": "yes"},
    )

    decision.refresh_from_db()
    assert decision.status == "lifted"
    text = page_of(officer, house.case).text
    assert "opphevet etter en klage" in text
    assert at("case-propose", number(house.case)) in text
    assert at("case-complaint", number(house.case), complaint.pk) in text
    assert "En klage er tatt til følge" in text.split("nk-timeline")[1]
    officer.post(
        at("case-propose", number(house.case)) + "?forslag=award",
        {"reason": "Begge gjør noe.", "pot": "prosjekt"},
    )
    house.as_("head").post(at("case-decide", number(house.case)))
    assert Grant.objects.get().status == "offered"


def test_a_number_that_is_none_is_not_found(house):
    client = house.as_("head")
    for wrong in ("99-9999", "21", "abc-def", "21-99999999999", "²1-0001"):
        assert client.get(at("case", wrong)).status_code == 404


def test_a_case_is_given(house):
    client = house.as_("head")
    assert page_of(client, house.case, "case-assign").status_code == 200

    shut = client.post(
        at("case-assign", number(house.case)), {"officer": house.cast.disqualified_officer.pk}
    )
    assert shut.status_code == 422
    client.post(at("case-assign", number(house.case)), {"officer": house.cast.other_officer.pk})

    house.case.refresh_from_db()
    assert house.case.officer == house.cast.other_officer


def test_an_unconfirmed_case_says_whose_turn_it_is(house):
    Application.objects.update(status="submitted")

    text = page_of(house.as_("officer"), house.case).content.decode()

    assert "Partnerens tur" in text


def test_a_rule_that_is_met_says_what_was_found(house):
    text = page_of(house.as_("officer"), house.case).content.decode().replace("\u00a0", " ")
    assert "60 000 kr av 100 000 kr: 60 prosent." in text
    assert "Starter 105 dager etter at den ble sendt." in text


def test_the_case_shows_the_cooperation(house):
    text = page_of(house.as_("officer"), house.case).content.decode()
    assert "Begge sider har en oppgave i 1 av 1 aktivitet." in text
    assert "Norsk side: ingen besøk. Partnersiden: 1 besøk, 22 personer." in text


def paper_in(house, **facts):
    document = keep_file(
        samples.PDF, file_name="vedtekter-1.pdf", content_type=PDF, is_foreign=True
    )
    return Attachment.objects.create(
        key="k-1",
        application=house.case.application,
        kind="statutes",
        position=1,
        state="here",
        document=document,
        file_name="Vedtekter.pdf",
        changed_by_id=1,
        changed_at=clock.now(),
        **facts,
    )


def test_a_paper_is_opened_through_its_case_alone(house, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    row = paper_in(house)
    number = house.case.case_file.number.replace("/", "-")
    pages = [reverse("office:case-papers", args=[number])]
    pages += [reverse("office:case-paper", args=[number, place]) for place in (1, 2)]
    client = house.as_("officer")

    assert "Vedtekter.pdf" in client.get(pages[0]).content.decode()
    file = client.get(pages[1])
    assert (file.content, file["X-Content-Type-Options"]) == (samples.PDF, "nosniff")
    assert "attachment" in file["Content-Disposition"]
    assert client.get(pages[2]).status_code == 404
    row.document.__class__.objects.update(scan="infected")
    assert client.get(pages[1]).url == pages[0]
    for page in pages[:2]:
        opened = {who for who in CAST if house.as_(who).get(page).status_code in {200, 302}}
        assert opened == READS, page


def test_the_case_says_what_came_and_what_is_awaited(house):
    case = house.case
    snapshot = latest_snapshot(case.application)
    told = {"called": "", "note": "", "due_on": None, "name": "", "sha256": ""}
    snapshot.content["attachments"] = [
        {"kind": "cv", "state": "later", **told, "due_on": "2021-10-20"},
        {"kind": "statutes", "state": "later", **told, "due_on": "2021-10-21"},
    ]
    snapshot.save(update_fields=["content"])
    record("applications.hand_in", case.application, by=SYSTEM, row=1, kind="cv", place=0)

    text = page_of(house.as_("officer"), case).content.decode()

    assert "Kommer innen 21" in text
    assert "Kommer innen 20" not in text
    assert "Et lovet vedlegg kom" in text
