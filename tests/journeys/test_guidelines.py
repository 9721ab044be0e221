"""Other guidelines: what they change is read, one proposes and another publishes, and they are
tried on what has been sent, before a draft meets them."""

from tests.journeys import steps
from tests.journeys.project import ask_partner, begin_together, until

OFFICE = "/saksbehandling/retningslinjer"
READY = "ordinary-2022"
A_DAY = steps.day(300)  # Later than any other journey comes.


def test_one_proposes_and_another_publishes_what_has_been_tried(project, visitor):
    one = project()
    applicant = one.window("applicant")
    one.key = steps.begin(applicant, "barentsmidler", size="short")
    ask_partner(one)
    steps.fill_short_form(applicant, one.key, title="Skole og fjøs", amount="40 000")
    steps.choose(applicant.locator("[name='partner-control']"), value="local_authority")
    steps.save_short_form(applicant, send=True)
    one.number = steps.send(applicant, one.key)

    officer, editor, head = (one.window(role) for role in ("case_officer", "editor", "head"))
    officer.goto(f"{OFFICE}/{READY}/")
    assert "Partneren er uavhengig" in steps.words(officer)
    steps.send_form(officer, action="/prov/")
    until(officer, lambda: not officer.locator("progress").count())
    told = steps.words(officer)
    assert "Skole og fjøs" in told
    assert "2.7" in told

    editor.goto(f"{OFFICE}/{READY}/")
    steps.fill(editor.locator("input[name=from_date]"), A_DAY)
    steps.send_form(editor, action="/dag/")
    assert not editor.locator("form[action$='/publiser/']").count()
    stranger = visitor()
    assert stranger.goto(f"/retningslinjer/{READY}/").status == 404
    head.goto(f"{OFFICE}/{READY}/")
    steps.send_form(head, action="/publiser/")
    assert stranger.goto(f"/retningslinjer/{READY}/").status == 200
    stranger.goto(f"/retningslinjer/{READY}/endringer/")
    assert "Faller bort" in steps.words(stranger)


def test_a_draft_is_told_in_time_in_its_own_language(project):
    one = project()
    applicant, partner = begin_together(one, "barentsmidler", size="short")
    steps.fill_short_form(applicant, one.key, title="Bibliotek over grensa", amount="40 000")
    steps.choose(applicant.locator("[name='partner-control']"), value="local_authority")
    steps.save_short_form(applicant, send=True)
    applicant.goto(f"/min-side/soknader/{one.key}/send/")
    assert "En slik partner kan ikke være med nå" in steps.words(applicant)
    partner.goto(f"/ru/min-side/soknader/{one.key}/send/")
    assert "Другие правила с" in steps.words(partner)


def test_an_editor_writes_a_version_and_another_lets_it_hold(project, visitor):
    one = project()
    editor, head = one.window("editor"), one.window("head")
    editor.goto(f"{OFFICE}/youth-2021/")
    steps.click(editor.get_by_role("link", name="Ny utgave fra denne"))
    for code, name in (("nb", "Ungdom, ny"), ("en", "Youth, new"), ("ru", "Молодёжь, новые")):
        steps.fill(editor.locator(f"input[name=name_{code}]"), name)
    steps.fill(editor.locator("input[name=slug]"), "youth-new")
    steps.send_form(editor)
    assert editor.url.endswith(f"{OFFICE}/youth-new/skriv/")
    steps.click(editor.get_by_role("link", name="Hvor mye dere kan søke om"))
    steps.fill(editor.locator("input[name=p_percent]"), "mye")
    steps.send_form(editor)
    assert "Skriv prosenten som et helt tall" in steps.words(editor)
    steps.fill(editor.locator("input[name=p_percent]"), "60")
    steps.send_form(editor, name="preview", value="1")
    assert "60 prosent" in editor.locator("#preview").inner_text().replace("\xa0", " ")
    steps.send_form(editor)
    assert "Punktet er lagret." in editor.locator("body").inner_text()

    editor.goto(f"{OFFICE}/youth-new/")
    told = steps.words(editor)
    assert "1 punkt er ikke likt" in told
    assert "ikke fastsatt ennå" in told
    assert "60 prosent" in told
    one.picture(editor, "9-guidelines")
    steps.send_form(editor, action="/prov/")
    until(editor, lambda: not editor.locator("progress").count())
    assert "vurder" in steps.words(editor)
    editor.goto(f"{OFFICE}/youth-new/")
    steps.fill(editor.locator("input[name=from_date]"), A_DAY)
    steps.send_form(editor, action="/dag/")
    editor.goto(f"{OFFICE}/youth-new/skriv/")
    assert "Det er foreslått en dag" in editor.locator("body").inner_text()
    stranger = visitor()
    assert stranger.goto("/retningslinjer/youth-new/").status == 404
    sent_back_and_mended(editor, head)
    head.goto(f"{OFFICE}/youth-new/")
    steps.send_form(head, action="/publiser/")
    stranger.goto("/retningslinjer/youth-new/")
    assert "60 prosent" in steps.words(stranger)


def sent_back_and_mended(editor, head):
    """The head sends it back and says why; what was taken out is put back; it is proposed anew."""
    because = "Punktet om alder falt ut. Sett det inn igjen."
    head.goto(f"{OFFICE}/youth-new/")
    steps.click(head.locator("summary", has_text="Send det tilbake"))
    steps.send_form(head, action="/ta-tilbake/")
    assert head.locator("main .nk-errors").count() == 1  # Nobody is sent back without a reason.
    steps.fill(head.locator("main [name=because]"), because)
    steps.send_form(head, action="/ta-tilbake/")

    editor.goto(f"{OFFICE}/youth-new/")
    assert because in steps.words(editor) + editor.locator("aside").inner_text()
    editor.goto(f"{OFFICE}/youth-new/skriv/")
    paragraphs = editor.locator("main form > ul").first.locator("a")
    before = paragraphs.all_inner_texts()
    last = editor.locator("main form li a").last
    taken = last.inner_text()
    steps.click(last)
    steps.click(editor.locator("summary", has_text="Ta ut punktet"))
    steps.send_form(editor, action="/ta-ut/")
    assert paragraphs.all_inner_texts() == before[:-1]
    assert taken in editor.locator("#taken-out").inner_text()
    steps.click(editor.locator("#taken-out form button"))
    editor.wait_for_load_state()
    assert paragraphs.all_inner_texts() == before
    editor.goto(f"{OFFICE}/youth-new/")
    steps.fill(editor.locator("input[name=from_date]"), A_DAY)
    steps.send_form(editor, action="/dag/")
