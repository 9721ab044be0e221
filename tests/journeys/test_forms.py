"""Staff make a form better while a pair writes in it: a small change follows by itself, a large
one is moved by staff, who tell the pair. No word is lost."""

from tests.journeys import steps
from tests.journeys.project import begin_together, until

OFFICE = "/saksbehandling/skjema/application-full"
DRAFT = f"{OFFICE}/utkast"
OURS = "Vi synger sammen i to kirker, én på hver side."
AFTER = "Korene møtes hver sommer."


def send_back(editor, head):
    """Let the head send a proposed draft back with a reason, which the editor reads."""
    editor.goto(f"{DRAFT}/")
    steps.send_form(editor, action="/foresla/")
    head.goto(f"{DRAFT}/")
    steps.click(head.locator("#send-back summary"))
    steps.fill(head.locator("[name=because]"), "Spør også hva som skjer etterpå.")
    steps.send_form(head, action="/ta-tilbake/")
    editor.goto(f"{DRAFT}/")
    assert "Spør også hva som skjer etterpå." in editor.locator("body").inner_text()


def taken_out(editor):
    """Return the number of the question that lies taken out."""
    form = editor.locator("#taken-out form").last.get_attribute("action")
    return form.rstrip("/").rpartition("/")[2]


def publish(editor, head):
    """Let one say that the draft is ready, and another publish it."""
    editor.goto(f"{DRAFT}/")
    steps.send_form(editor, action="/foresla/")
    assert not editor.locator("form[action$='/publiser/']").count()
    head.goto(f"{DRAFT}/")
    steps.send_form(head, action="/publiser/")


def test_a_form_is_improved_while_a_pair_writes(project):
    one = project()
    applicant, partner = begin_together(one, "barentsmidler", size="full")
    texts = f"/min-side/soknader/{one.key}/tekster/"
    applicant.goto(texts)
    steps.fill(applicant.locator("[name=summary]"), OURS)
    steps.fill(applicant.locator("[name=after]"), AFTER)
    steps.send_form(applicant, name="stay", value="1")
    editor, head = one.window("editor"), one.window("head")

    # A help text: a small change.
    editor.goto(f"{OFFICE}/")
    steps.send_form(editor, action="/begynn/")
    editor.goto(f"{DRAFT}/summary/")
    steps.fill(editor.locator("[name=help_nb]"), "Skriv kort. Begge sider kan skrive her.")
    steps.send_form(editor)
    assert "En liten endring" in steps.words(editor)
    editor.goto(f"{OFFICE}/vis/?sprak=ru")
    assert "Что вы хотите сделать вместе и зачем?" in steps.words(editor)
    publish(editor, head)

    def follows():
        applicant.goto(f"/min-side/soknader/{one.key}/")
        return "Skjemaet er blitt bedre" in steps.words(applicant)

    until(applicant, follows)
    applicant.goto(texts)
    assert "Skriv kort. Begge sider kan skrive her." in steps.words(applicant)
    assert applicant.locator("[name=summary]").input_value() == OURS

    # A question taken out: a large change.
    editor.goto(f"{OFFICE}/")
    steps.send_form(editor, action="/begynn/")
    place = editor.locator(f"main form[action$='{DRAFT}/after/plass/'] button[value=remove]")
    steps.click(place)
    editor.wait_for_load_state()
    assert "En stor endring" in steps.words(editor)
    # Put back as it stood, nothing is changed; taken out again, it goes.
    steps.send_form(editor, action=f"/tatt-ut/{taken_out(editor)}/")
    assert "En stor endring" not in steps.words(editor)
    assert editor.locator(f"main form[action$='{DRAFT}/after/plass/']").count() == 1
    steps.click(place)
    editor.wait_for_load_state()
    send_back(editor, head)
    publish(editor, head)
    applicant.goto(texts)
    assert applicant.locator("[name=after]").input_value() == AFTER
    head.goto(f"{OFFICE}/")
    steps.send_form(head, action="/flytt-utkast/")

    applicant.goto(texts)
    assert not applicant.locator("[name=after]").count()
    applicant.goto(f"/min-side/soknader/{one.key}/")
    applicant.locator("summary", has_text="teksten din er tatt vare på").click()
    assert AFTER in steps.words(applicant)
    mail = one.site.mail_that_says("Форма", "partner@example.org")
    assert "Что будет потом?" in mail.get_content()
    partner.goto(f"/ru/min-side/soknader/{one.key}/")
    assert "Больше не спрашивается" in steps.words(partner)
