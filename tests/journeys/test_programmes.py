"""Each programme asks for what concerns it: a journalist alone, young people, a business."""

from tests.journeys import steps
from tests.journeys.project import begin_together, confirm_by_account


def test_a_journalist_applies_without_a_partner(project):
    one = project()
    applicant = one.window("applicant")
    one.key = steps.begin(applicant, "reisestotte-journalister", size="short")
    applicant.goto(f"/min-side/soknader/{one.key}/kort/")

    def field(name):
        return applicant.locator(f"[name='{name}']")

    # Nothing of a partner is in sight.
    for name in ("partner-described_as", "activity0-task_b", "people-b_31-", "cost0-side"):
        assert not field(name).is_visible(), name
    steps.fill(field("basics-title"), "Reportasje fra havna")
    steps.choose(field("basics-theme"), value="media")
    steps.fill(field("basics-start_date"), steps.day(60))
    steps.fill(field("basics-end_date"), steps.day(70))
    steps.fill(field("text-summary"), "En serie om hverdagen i en havneby over grensa.")
    steps.fill(field("text-result"), "Fire reportasjer som alle kan lese.")
    steps.fill(field("activity0-what"), "Besøke havna og intervjue folk")
    steps.fill(field("activity0-from_date"), steps.day(61))
    steps.fill(field("activity0-place_text"), "Kirkenes")
    steps.fill(field("cost0-text"), "Reise")
    steps.choose(field("cost0-category"), value="travel")
    steps.fill(field("cost0-amount"), "20 000")
    steps.fill(field("work-own_a"), "6 000")
    steps.fill(field("work-amount"), "16 000")
    steps.save_short_form(applicant, send=True)
    told = steps.words(applicant)
    assert "14 000" in told  # Seventy per cent of the journey.
    assert "partner" not in told.split("Les søknaden")[0].lower()
    applicant.goto(f"/min-side/soknader/{one.key}/kort/")
    steps.fill(field("work-amount"), "14 000")
    steps.save_short_form(applicant, send=True)
    one.number = steps.send(applicant, one.key)
    applicant.goto(f"/min-side/soknader/{one.key}/sendt/")
    assert not applicant.locator(".nk-mark[data-side=b]").count()  # Nobody is waited for.


def test_a_youth_project_is_for_the_young(project):
    one = project()
    applicant, _partner = begin_together(one, "ungdomsprogrammet", size="short")
    steps.fill_short_form(applicant, one.key, title="Ungdomsting over grensa", amount="40 000")
    steps.fill(applicant.locator("[name='people-a_31-']"), "3")
    steps.save_short_form(applicant, send=True)
    assert "15 til 30 år" in steps.words(applicant)
    applicant.goto(f"/min-side/soknader/{one.key}/kort/")
    steps.fill(applicant.locator("[name='people-a_31-']"), "")
    steps.save_short_form(applicant, send=True)
    one.number = steps.send(applicant, one.key)
    confirm_by_account(one)


def test_a_business_project_is_stopped_at_half(project):
    one = project()
    applicant, partner = begin_together(one, "barentsmidler", size="short")
    steps.fill_short_form(applicant, one.key, title="Fisk til begge", amount="40 000")
    steps.choose(applicant.locator("[name='basics-theme']"), value="business")
    steps.save_short_form(applicant, send=True)
    told = steps.words(applicant)
    assert "50 prosent" in told
    assert "35 000" in told  # Half of what it costs: the nearest sum that is in order.
    partner.goto(f"/ru/min-side/soknader/{one.key}/send/")
    assert "35 000" in steps.words(partner)
    assert not applicant.locator("form[action$='/send/'] button").count()
    applicant.goto(f"/min-side/soknader/{one.key}/kort/")
    steps.fill(applicant.locator("[name='work-amount']"), "35 000")
    steps.fill(applicant.locator("[name='work-own_a']"), "25 000")
    steps.save_short_form(applicant, send=True)
    one.number = steps.send(applicant, one.key)
