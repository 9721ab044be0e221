"""The proposal as its case officer writes it, and what the case tells meanwhile."""

import json

import pytest
from django.urls import reverse

from naboskap.applications.models import BudgetLine
from naboskap.assessments.models import Case, CriterionNote
from naboskap.assessments.tests.factories import noted
from naboskap.decisions.models import Decision
from naboskap.grants.models import Grant
from naboskap.letters.models import Letter
from naboskap.office.tests.test_cases import number, page_of, ready
from naboskap.programmes.models import Programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(house):
    ready(house)
    return house.as_("officer")


def proposal(house, outcome="reduced"):
    return reverse("office:case-propose", args=[number(house.case)]) + f"?forslag={outcome}"


def line_of(house):
    return BudgetLine.objects.filter(application=house.case.application).first()


def given(line, cut="10 000", why="Toget er billigere.", **more):
    return {
        "reason": "Vi gir mindre til bussen.",
        "pot": "prosjekt",
        f"cut_{line.position}": cut,
        f"why_{line.position}": why,
    } | more


@pytest.mark.parametrize(
    ("typed", "beside", "says"),
    [
        ({"cut": ""}, "cut", "Skriv for minst én linje"),
        ({"why": ""}, "why", "Skriv hvorfor dere gir mindre her."),
        ({"cut": "900 000"}, "cut", "Du kan ikke ta mer enn det."),
        ({"other_pot": "prosjekt", "other_amount": "5 000"}, "other_pot", "Velg en annen pott"),
    ],
)
def test_what_a_smaller_award_lacks_is_said_beside_its_field(house, officer, typed, beside, says):
    line = line_of(house)

    answer = officer.post(proposal(house), given(line, **typed))

    name = beside if beside == "other_pot" else f"{beside}_{line.position}"
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [name]
    assert says in answer.context["form"].errors[name][0]
    assert not Decision.objects.exists()


def test_whoever_takes_all_away_is_told_to_propose_a_refusal(house, officer):
    line = line_of(house)
    BudgetLine.objects.filter(pk=line.pk).update(amount=house.case.amount_applied_for)

    answer = officer.post(proposal(house), given(line, cut="60 000"))

    errors = answer.context["form"].errors[f"cut_{line.position}"]
    assert "foreslå avslag" in errors[0]


def test_what_it_comes_to_is_seen_before_it_is_handed_on(house, officer):
    """Nothing is handed on by looking, and what was typed stays."""
    line = line_of(house)

    answer = officer.post(proposal(house), given(line, look="yes"))

    text = answer.text.replace("\xa0", " ")
    assert answer.status_code == 200
    assert not Decision.objects.exists()
    told = answer.context["comes_to"]
    assert (told["asked"], told["amount"]) == (60_000_00, 50_000_00)
    assert [cut for _name, cut, _why in told["cuts"]] == [10_000_00]
    assert [amount for _pot, amount in told["sources"]] == [50_000_00]
    assert "50 000 kr" in text
    assert 'value="10 000"' in text
    assert "Toget er billigere." in text

    officer.post(proposal(house), given(line))
    assert Decision.objects.get().amount_awarded == told["amount"]


@pytest.mark.parametrize("outcome", ["award", "refusal"])
def test_the_other_proposals_are_looked_at_too(house, officer, outcome):
    typed = {"reason": "Slik er det.", "look": "yes"}
    typed |= {"pot": "prosjekt"} if outcome == "award" else {"criterion_budget": "Bare én part."}

    answer = officer.post(proposal(house, outcome), typed)

    assert answer.context["comes_to"]["amount"] == (60_000_00 if outcome == "award" else 0)
    assert not Decision.objects.exists()


def test_what_was_written_of_the_criteria_stands_beside_the_proposal(house, officer):
    text = officer.get(proposal(house)).text

    assert text.count("Begge sider har en oppgave.") == CriterionNote.objects.count()


def criterion(house, slug="cooperation"):
    return reverse("office:case-criterion", args=[number(house.case), slug])


def test_a_reason_without_its_mark_is_kept_and_said_to_lack_it(house):
    Case.objects.update(status="assessing")
    client = house.as_("officer")

    answer = client.post(
        criterion(house), {"mark": "", "reason": "Begge gjør noe.", "read_number": 0}, follow=True
    )

    assert CriterionNote.objects.get().reason == "Begge gjør noe."
    assert "Kriteriet er vurdert når du også har valgt sterk, god eller svak." in answer.text
    assert "Velg sterk, god eller svak" in answer.text
    assert "Alle kriterier er vurdert (2 gjenstår)" in answer.text


@pytest.mark.parametrize(
    ("by", "says"),
    [("officer", "i et annet vindu"), ("head", "Noen andre har lagret her i mellomtiden.")],
)
def test_two_windows_of_one_criterion_are_not_called_two_people(house, by, says):
    Case.objects.update(status="assessing")
    noted(house.case, getattr(house.cast, by))
    CriterionNote.objects.update(number=1)

    answer = house.as_("officer").post(
        criterion(house), {"mark": "weak", "reason": "Et annet syn.", "read_number": 0}
    )

    assert answer.status_code == 422
    assert says in answer.text
    assert "God: Begge sider har en oppgave." in answer.text
    assert "Et annet syn." in answer.text


def test_the_case_tells_which_criterion_and_all_that_has_happened(house):
    Case.objects.update(status="assessing")
    client = house.as_("officer")
    for read in range(14):
        client.post(
            criterion(house), {"mark": "good", "reason": f"Syn {read}.", "read_number": read}
        )

    page = page_of(client, house.case)
    assert "Et kriterium ble vurdert: cooperation" in page.text
    assert page.context["more_events"] > 0
    whole = client.get(reverse("office:case", args=[number(house.case)]) + "?alt=1")
    assert whole.context["more_events"] == 0
    assert (
        len(whole.context["events"]) == len(page.context["events"]) + page.context["more_events"]
    )


def test_who_deals_with_a_case_sees_how_both_sides_are_reached(house, cast):
    address = reverse("office:case-reach", args=[number(house.case)])
    may = {
        person
        for person in ("officer", "head", "deputy", "auditor", "other_officer", "editor")
        if house.as_(person).get(address).status_code == 200
    }

    assert may == {"officer", "head", "deputy"}
    told = house.as_("officer").get(address).text
    for seat in house.case.application.seats.all():
        for one in seat.people.filter(left_at__isnull=True):
            assert one.user.email in told
    assert address in page_of(house.as_("officer"), house.case).text


def decision_page(house):
    return reverse("office:case-decide", args=[number(house.case)])


@pytest.mark.parametrize("outcome", ["award", "reduced", "refusal"])
def test_whoever_decides_reads_the_letters_first_and_they_go_out_so(house, officer, outcome):
    typed = {"criterion_budget": "Bare én part."} if outcome == "refusal" else {"pot": "prosjekt"}
    typed = given(line_of(house)) if outcome == "reduced" else typed | {"reason": "Slik er det."}
    officer.post(proposal(house, outcome), typed)
    head = house.as_("head")

    ahead = head.get(decision_page(house)).context["letters"]

    before = set(Letter.objects.values_list("pk", flat=True))
    assert not Grant.objects.exists()
    head.post(decision_page(house))
    written = Letter.objects.exclude(pk__in=before).order_by("reader")
    assert len(written) == 2
    assert [one["language"] for one in ahead] == [letter.language for letter in written]
    for told, letter in zip(ahead, written, strict=True):
        page = letter.facts["page"]
        assert json.loads(json.dumps({name: told[name] for name in page}, default=str)) == page


def test_who_only_reads_a_proposal_is_shown_no_letter(house, officer):
    officer.post(proposal(house, "award"), {"reason": "Slik er det.", "pot": "prosjekt"})

    page = officer.get(decision_page(house))

    assert page.context["letters"] == []
    assert page.text.count("Begge sider har en oppgave.") == CriterionNote.objects.count()


def test_what_hinders_an_award_is_told_before_it_is_pressed(house, officer):
    officer.post(proposal(house, "award"), {"reason": "Slik er det.", "pot": "prosjekt"})
    Programme.objects.update(accept_within_days=None)

    page = house.as_("head").get(decision_page(house))

    assert "Den kan ikke avgjøres ennå" in page.text
    assert "Avgjør: gi" not in page.text


def test_a_criterion_of_a_case_that_went_on_is_read_and_not_written(house, officer):
    Case.objects.update(status="proposed")

    page = officer.get(criterion(house))

    assert "God: Begge sider har en oppgave." in page.text
    assert 'name="reason"' not in page.text
    typed = {"mark": "weak", "reason": "Skrevet for sent.", "read_number": 0}
    late = officer.post(criterion(house), typed)
    assert late.status_code == 422
    assert "Skrevet for sent." in late.text
