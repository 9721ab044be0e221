"""Forms in the office: a draft is made, met by another editor, published by a second person."""

import re

import pytest

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.tests.factories import draft as application_draft
from naboskap.applications.tests.factories import programme
from naboskap.notifications.models import Message
from naboskap.office.tests.test_ideas import enter
from naboskap.questionnaires.actions import add_question, begin_draft, remove_question
from naboskap.questionnaires.models import Form, FormVersion
from naboskap.questionnaires.queries import everything_in, version_in_use
from naboskap.questionnaires.tests.factories import publish_changed, reword

LIST = "/saksbehandling/skjema/"
FORM = f"{LIST}application-short/"
DRAFT = f"{FORM}utkast/"
READERS = {
    Role.CASE_OFFICER,
    Role.HEAD,
    Role.DEPUTY,
    Role.FINANCE_PREPARER,
    Role.FINANCE_RELEASER,
    Role.ADMINISTRATOR,
    Role.EDITOR,
}
KEEPERS = {Role.EDITOR, Role.HEAD, Role.DEPUTY}


@pytest.fixture(autouse=True)
def _forms(db):
    programme()


@pytest.fixture
def form():
    return Form.objects.get(slug="application-short")


@pytest.fixture
def editor():
    return UserFactory(roles=[Role.EDITOR])


@pytest.fixture
def draft(form, editor):
    return begin_draft(form, by=editor)


def sent(form, **changed):
    """Return what the page of a question sends, with some of it changed."""
    values = {
        name: "" if (value := one.value()) is None or value is False else value
        for one in form
        for name in [one.html_name]
    }
    return {**values, **changed}


def question_form(client, key):
    return client.get(f"{DRAFT}{key}/").context["form"]


@pytest.mark.parametrize("role", [None, *Role])
def test_who_reads_and_who_works_on_a_form(client, role, form):
    enter(client, *([role] if role else []))
    for path in (LIST, FORM, f"{FORM}vis/", f"{FORM}utgave/1/"):
        assert client.get(path).status_code == (200 if role in READERS else 403)
    assert client.post(f"{FORM}begynn/").status_code == (302 if role in KEEPERS else 403)
    assert form.versions.count() == (2 if role in KEEPERS else 1)
    assert client.post(f"{FORM}flytt-utkast/").status_code == (302 if role in KEEPERS else 403)


def test_what_is_not_there_is_not_found(client, form):
    enter(client, Role.EDITOR)
    for path in (DRAFT, f"{LIST}ukjent/", f"{LIST}ukjent/vis/"):
        assert client.get(path).status_code == 404
    client.post(f"{FORM}begynn/")
    assert client.get(f"{DRAFT}ukjent/").status_code == 404
    assert client.post(f"{DRAFT}summary/plass/", {"act": "sideways"}).status_code == 404


def test_an_editor_changes_a_help_text_and_another_publishes(client, form):
    enter(client, Role.EDITOR)
    client.post(f"{FORM}begynn/")
    assert "Ingenting ennå." in client.get(DRAFT).text
    answer = client.post(
        f"{DRAFT}summary/", sent(question_form(client, "summary"), help_nb="Skriv kort.")
    )
    assert answer.url == DRAFT
    page = client.get(DRAFT).text
    assert "En liten endring" in page
    assert client.post(f"{DRAFT}publiser/").url == DRAFT
    assert version_in_use(form).number == 1
    client.post(f"{DRAFT}foresla/")
    own = client.get(DRAFT).text
    assert "Den som har skrevet eller foreslått, publiserer aldri" in own
    assert "utkast/publiser/" not in own

    enter(client, Role.HEAD)
    assert "utkast/publiser/" in client.get(DRAFT).text
    assert client.post(f"{DRAFT}publiser/").url == FORM

    assert version_in_use(form).number == 2
    question = next(one for one in everything_in(version_in_use(form)) if one.key == "summary")
    assert question.help["nb"] == "Skriv kort."
    assert question.criterion == "cooperation"
    assert question.length_limit == 6000
    assert "Utgave 2 er i bruk" in client.get(FORM).text


def test_what_is_proposed_waits_for_another_and_the_list_says_so(client, form):
    editor = enter(client, Role.EDITOR)
    client.post(f"{FORM}begynn/")
    assert "Det arbeides med et utkast" in client.get(LIST).text
    changed = sent(question_form(client, "summary"), help_nb="Skriv kort.")
    client.post(f"{DRAFT}summary/", changed)
    client.post(f"{DRAFT}foresla/")
    enter(client, Role.HEAD)

    for path in (LIST, FORM):
        assert f"{editor} meldte" in client.get(path).text
    assert "<strong>Foreslått</strong>" in client.get(LIST).text
    home = client.get("/saksbehandling/").text
    assert f'href="{DRAFT}"' in home
    assert "sier at neste utgave er klar" in home

    assert client.post(f"{DRAFT}ta-tilbake/", {"because": ""}).context["back"].errors
    assert form.versions.filter(proposed_at__isnull=False).exists()
    assert client.post(f"{DRAFT}ta-tilbake/", {"because": "For kort."}).url == DRAFT
    assert not form.versions.filter(proposed_at__isnull=False).exists()
    assert "For kort." in Message.objects.get(kind="questionnaires.sent_back").body
    for path in (LIST, DRAFT):
        assert "For kort." in client.get(path).text


@pytest.mark.parametrize("again", [False, True])
def test_who_changes_what_is_proposed_is_told_before_and_after_and_chooses(client, form, again):
    editor = enter(client, Role.EDITOR)
    client.post(f"{FORM}begynn/")
    client.post(f"{DRAFT}summary/", sent(question_form(client, "summary"), help_nb="Skriv kort."))
    client.post(f"{DRAFT}foresla/")
    deputy = enter(client, Role.DEPUTY)
    head = enter(client, Role.HEAD)
    assert f"{editor} har foreslått dette utkastet" in client.get(DRAFT).text
    page = client.get(f"{DRAFT}summary/").text
    assert f"{editor} har foreslått det. Hvis du endrer det" in page
    assert f"kan disse publisere: {deputy}" in page
    assert f"{DRAFT}#send-back" in page

    changed = sent(question_form(client, "summary"), help_nb="Skriv helt kort.")
    client.post(f"{DRAFT}summary/", changed | ({"again": "1"} if again else {}))

    draft = form.versions.get(published_at__isnull=True)
    assert draft.proposed_by == (head if again else None)
    told = client.get(DRAFT).text
    assert ("foreslått på nytt" if again else f"Forslaget er tatt tilbake, og {editor}") in told
    assert "utkast/publiser/" not in told
    assert Message.objects.filter(kind="questionnaires.changed").count() == 1
    assert set(draft.writers.all()) == {editor, head}


def test_a_change_that_cannot_be_proposed_is_saved_and_says_why(client, form):
    enter(client, Role.EDITOR)
    client.post(f"{FORM}begynn/")
    client.post(f"{DRAFT}summary/", sent(question_form(client, "summary"), help_nb="Skriv kort."))
    client.post(f"{DRAFT}foresla/")
    changed = sent(question_form(client, "summary"), words_ru="", again="1")

    told = client.post(f"{DRAFT}summary/", changed, follow=True).text

    assert "Lagret. Forslaget er tatt tilbake." in told
    assert "mangler på et språk" in told
    draft = form.versions.get(published_at__isnull=True)
    assert draft.proposed_by is None
    assert "ru" not in draft.questions.get(identity__key="summary").words


def test_before_and_after_stand_side_by_side_with_their_words_marked(client, form, draft):
    enter(client, Role.EDITOR)
    old = question_form(client, "summary")["words_nb"].value()
    changed = sent(question_form(client, "summary"), words_nb=f"{old} Kort.", length_limit="2000")
    client.post(f"{DRAFT}summary/", changed)

    page = client.get(DRAFT).text

    assert "Kort.<span" in page.split("<ins>")[1]
    assert "6000" in page
    assert "2000" in page
    assert "Sier oversettelsene fortsatt det samme?" in page
    for code in ("en", "ru"):
        assert f'href="{DRAFT}summary/#id_words_{code}"' in page
    assert f'href="{DRAFT}summary/#id_words_nb"' not in page
    assert 'id="id_words_en"' in client.get(f"{DRAFT}summary/").text


def test_a_published_version_says_what_it_changed(client, form, editor):
    publish_changed(
        form,
        by=editor,
        other=UserFactory(roles=[Role.HEAD]),
        change=lambda v: reword(
            v, "summary", by=editor, help={"nb": "Nytt", "en": "New", "ru": "Новое"}
        ),
    )
    enter(client, Role.CASE_OFFICER)

    assert f"{FORM}utgave/2/" in client.get(FORM).text
    page = client.get(f"{FORM}utgave/2/").text
    assert "<ins>" in page
    assert "Новое" in page
    assert "Den første utgaven" in client.get(f"{FORM}utgave/1/").text
    assert client.get(f"{FORM}utgave/3/").status_code == 404


def test_the_list_of_forms_costs_the_same_with_one_draft_and_with_many(
    client, django_assert_num_queries
):
    editor = enter(client, Role.EDITOR)
    client.get(LIST)
    for form in Form.objects.all():
        begin_draft(form, by=editor)
        with django_assert_num_queries(7):
            client.get(LIST)


def test_a_page_that_changes_nothing_saves_nothing(client, draft):
    enter(client, Role.EDITOR)
    for question in everything_in(draft):
        path = f"{DRAFT}{question.key}/"
        assert client.post(path, sent(question_form(client, question.key))).status_code == 302
    assert "Ingenting ennå." in client.get(DRAFT).text


def test_what_is_lacking_stands_beside_its_question(client, draft, editor):
    reword(draft, "summary", by=editor, why={"nb": "Derfor"})
    enter(client, Role.EDITOR)

    page = client.get(DRAFT).text

    assert "Hvorfor vi spør, mangler på et språk. (engelsk, russisk)" in page
    assert "1 ting mangler." in page
    assert "foresla/" not in page
    assert client.post(f"{DRAFT}foresla/").url == DRAFT
    draft.refresh_from_db()
    assert draft.proposed_at is None


def test_two_editors_meet_each_other(client, draft, editor):
    enter(client, Role.EDITOR)
    mine = sent(question_form(client, "summary"), help_nb="Mitt")
    reword(draft, "summary", by=editor, help={"nb": "Deres"})

    answer = client.post(f"{DRAFT}summary/", mine)

    assert answer.status_code == 200
    assert "Noen andre endret dette spørsmålet" in answer.text
    assert "Deres" in answer.text
    assert "Mitt" in answer.text
    again = sent(answer.context["form"])
    assert client.post(f"{DRAFT}summary/", again).status_code == 302
    assert draft.questions.get(identity__key="summary").help["nb"] == "Mitt"


def test_a_choice_that_was_taken_out_stands_below_its_field_to_be_put_back(client, form, editor):
    whole = {"nb": "Tekst", "en": "Text", "ru": "Текст"}
    words = {"nb": "Buss", "en": "Bus", "ru": "Автобус"}
    told = [{"code": code, "words": words} for code in ("bus", "boat", "train")]

    def change(version):
        add_question(
            version,
            key="travels",
            kind="choice",
            by=editor,
            section="together",
            words=whole,
            why=whole,
            purpose=whole,
            legal_basis="public_task",
            choices=told,
        )

    publish_changed(form, by=editor, other=UserFactory(roles=[Role.HEAD]), change=change)
    begin_draft(form, by=editor)
    enter(client, Role.EDITOR)
    assert "Tatt ut siden" not in client.get(f"{DRAFT}travels/").text
    lines = "bus | Buss | Bus | Автобус\ntrain | Buss | Bus | Автобус"
    client.post(f"{DRAFT}travels/", sent(question_form(client, "travels"), choices=lines))

    page = client.get(f"{DRAFT}travels/").text

    assert "Tatt ut siden utgaven som er i bruk" in page
    assert "boat | Buss | Bus | Автобус" in page


def test_a_question_with_choices_and_a_condition_is_made(client, draft):
    enter(client, Role.EDITOR)
    added = {"words": "Reiser dere?", "key": "travels", "kind": "choice", "section": "together"}
    assert client.post(f"{DRAFT}nytt/", added).url == f"{DRAFT}travels/"
    lines = "yes | Ja | Yes | Да\nno | Nei | No | Нет"
    client.post(f"{DRAFT}travels/", sent(question_form(client, "travels"), choices=lines))
    client.post(f"{DRAFT}nytt/", {**added, "words": "Visum?", "key": "visa", "kind": "long_text"})
    visa = question_form(client, "visa")
    client.post(f"{DRAFT}visa/", sent(visa, only_if="travels:yes"))

    asked = {one.key: one for one in everything_in(draft)}

    assert [one.code for one in asked["travels"].choices] == ["yes", "no"]
    assert asked["travels"].choices[0].words["ru"] == "Да"
    assert (asked["visa"].only_if.key, asked["visa"].only_if.choice) == ("travels", "yes")
    client.post(f"{DRAFT}visa/plass/", {"act": "up"})
    client.post(f"{DRAFT}visa/plass/", {"act": "up"})
    assert "må gjelde et spørsmål som står før det" in client.get(DRAFT).text


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "Velg ett vi har stilt før"),
        ({"key": "ny", "role": "summary"}, "Et annet spørsmål har samme rolle"),
        ({"key": "summary"}, "Skjemaet spør om dette allerede"),
        ({"key": "Trygg Øye"}, "Skriv bare bokstaver fra a til z"),
    ],
)
def test_a_question_that_cannot_be_added_says_why(client, draft, facts, words):
    enter(client, Role.EDITOR)
    before = len(everything_in(draft))

    answer = client.post(
        f"{DRAFT}nytt/", {"kind": "long_text", "section": "together", "words": "Hva?", **facts}
    )

    assert words in answer.text
    assert len(everything_in(draft)) == before


def test_a_known_question_comes_with_all_that_was_said_of_it(client, draft):
    enter(client, Role.EDITOR)
    client.post(
        f"{DRAFT}nytt/", {"known": "cooperation", "kind": "long_text", "section": "together"}
    )

    added = next(one for one in everything_in(draft) if one.key == "cooperation")

    assert added.role == "cooperation"
    assert added.why["ru"]


def test_questions_change_places_and_are_taken_out(client, draft):
    enter(client, Role.EDITOR)
    client.post(f"{DRAFT}summary/plass/", {"act": "down"})
    assert [one.key for one in everything_in(draft)][4:6] == ["result", "summary"]
    client.post(f"{DRAFT}summary/plass/", {"act": "remove"})
    assert "summary" not in {one.key for one in everything_in(draft)}
    page = client.get(DRAFT).text
    assert "En stor endring" in page
    [kept] = draft.form.taken_out.all()
    assert f"{DRAFT}tatt-ut/{kept.pk}/" in page
    assert "Legg det tilbake" in page
    assert client.post(f"{DRAFT}tatt-ut/{kept.pk}/").url == DRAFT
    assert [one.key for one in everything_in(draft)][4:6] == ["result", "summary"]
    assert "Legg det tilbake" not in client.get(DRAFT).text


def test_the_preview_says_what_is_not_written_in_the_language_shown(client, draft, editor):
    enter(client, Role.EDITOR)
    assert "Ikke skrevet på dette språket" not in client.get(f"{FORM}vis/?sprak=ru").text
    reword(draft, "summary", by=editor, words={"nb": "Hva vil dere?"})
    page = client.get(f"{FORM}vis/?sprak=ru").text
    assert "1 spørsmål har tekster som ikke er skrevet på dette språket (russisk)" in page
    assert "Ikke skrevet på dette språket (russisk):</strong> Spørsmålet" in page
    assert "Ikke skrevet på dette språket" not in client.get(f"{FORM}vis/").text


def test_a_draft_is_thrown_away_and_a_proposal_taken_back(client, draft, editor):
    reword(draft, "summary", by=editor, is_required=False)
    enter(client, Role.HEAD)
    client.post(f"{DRAFT}foresla/")
    client.post(f"{DRAFT}ta-tilbake/")
    draft.refresh_from_db()
    assert draft.proposed_at is None
    assert client.post(f"{DRAFT}kast/").url == FORM
    assert not FormVersion.objects.filter(published_at__isnull=True).exists()
    [kept] = draft.form.taken_out.all()
    assert f"{FORM}kastet/{kept.pk}/" in client.get(FORM).text
    assert client.post(f"{FORM}kastet/{kept.pk}/").url == DRAFT
    again = FormVersion.objects.get(published_at__isnull=True)
    assert not next(one for one in everything_in(again) if one.key == "summary").is_required


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("nb", "Hva heter prosjektet?"),
        ("en", "What is the project called?"),
        ("ru", "Как называется проект?"),
        ("xx", "Hva heter prosjektet?"),
    ],
)
def test_the_form_is_seen_as_an_applicant_meets_it(client, form, code, words):
    enter(client, Role.CASE_OFFICER)

    page = client.get(f"{FORM}vis/?sprak={code}").text

    assert words in page


def test_drafts_that_stay_behind_are_moved_and_the_pair_is_told(client, form, draft, editor):
    lead = UserFactory()
    application = application_draft(lead)
    application.sheet.version = version_in_use(form)
    application.sheet.save()
    enter(client, Role.EDITOR)
    client.post(f"{DRAFT}result/plass/", {"act": "remove"})
    client.post(f"{DRAFT}foresla/")
    enter(client, Role.HEAD)
    client.post(f"{DRAFT}publiser/")
    assert "1 utkast er skrevet i en tidligere utgave" in client.get(FORM).text

    client.post(f"{FORM}flytt-utkast/")

    assert Message.objects.get(kind="applications.form_changed").address == lead.email
    assert "flytt-utkast" not in client.get(FORM).text


def test_a_form_is_called_by_what_it_is_for_never_by_its_key(client):
    Form.objects.create(slug="report-full", purpose="report")
    Form.objects.create(slug="left-over", purpose="application")
    enter(client, Role.EDITOR)

    names = re.findall(r'href="/saksbehandling/skjema/[^"]+">([^<]+)</a>', client.get(LIST).text)

    assert "Rapport: for det som ble søkt i fullt skjema" in names
    assert any(name.startswith("Søknad: i ingen ordning nå (skjema ") for name in names)
    assert not {"report-full", "left-over"} & {part for name in names for part in name.split()}


def test_the_list_costs_the_same_with_one_form_and_with_many(
    client, form, django_assert_max_num_queries
):
    enter(client, Role.EDITOR)
    client.get(LIST)
    with django_assert_max_num_queries(9) as few:
        client.get(LIST)
    for number in range(3):
        Form.objects.create(slug=f"other-{number}", purpose="report")
    with django_assert_max_num_queries(len(few)):
        client.get(LIST)


def test_a_draft_without_the_budget_is_neither_called_ready_nor_proposed(client, draft, editor):
    """QUE-31: the guidelines would have nothing to judge by, and nobody would be told."""
    [budget] = [one for one in everything_in(draft) if one.role == "budget"]
    remove_question(draft, budget.key, by=editor)
    enter(client, Role.EDITOR)

    page = client.get(DRAFT)

    assert "er tatt ut. Retningslinjene vurderer etter svaret" in page.text
    assert "Ingenting mangler" not in page.text
    client.post(f"{DRAFT}foresla/")
    draft.refresh_from_db()
    assert draft.proposed_at is None
