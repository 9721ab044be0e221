"""An editor's day: write, have it read, translate, set to an hour, lead on, put right."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")
# Milliseconds: the hour is up to two minutes ahead, and a page comes out within the next.
PATIENCE = 180_000


def page_in_list(page, title):
    """Open a page of the list under the front page, by its name."""
    page.goto("/cms/pages/")
    row = page.locator("main tr", has_text="Godt naboskap")
    row.locator("a[href^='/cms/pages/']:not([href$='/edit/'])").last.click()
    page.locator("main table a[href$='/edit/']", has_text=title).first.click()
    page.wait_for_url(re.compile(r"/edit/"))


def save(page):
    """Save the draft, which is behind the button: the button is the next step."""
    choose(page, "button.action-save")


def choose(page, selector):
    """Open what else can be done with the page, and press one of it."""
    page.locator("footer .w-dropdown__toggle").click()
    with page.expect_navigation():
        page.locator(f"footer {selector}").click()


def press(page, selector):
    """Press the button at the bottom, which is the step that the page waits for."""
    button = page.locator("footer button:not([tabindex='-1'])")
    assert button.first.evaluate("(one, selector) => one.matches(selector)", selector)
    with page.expect_navigation():
        button.first.click()


def send_to_reader(page):
    press(page, "[name='action-submit']")


def number_of(page):
    return re.search(r"/pages/(\d+)/edit/", page.url).group(1)


def to_be_read(page, number):
    """Open a page, and return what the box above its words says."""
    page.goto(f"/cms/pages/{number}/edit/")
    return page.locator("form .help-block").first.inner_text().replace("\xa0", " ")


def approve(page):
    press(page, "[data-workflow-action-name='approve']")


def send_back(page, why):
    page.locator("footer .w-dropdown__toggle").click()
    page.locator("footer [data-workflow-action-name='reject']").click()
    page.locator(".modal textarea[name=comment]").fill(why)
    with page.expect_navigation():
        page.locator(".modal [type=submit]").first.click()


def seen(page, path):
    """Return what a stranger sees there now, and which address it came from."""
    answer = page.request.get(path)
    return answer.status, answer.url, answer.text()


def wait_for(page, path, text, *, gone=False):
    """Ask as a stranger until the words are there, or are not."""
    for _number in range(PATIENCE // 1_000):
        if (text in seen(page, path)[2]) != gone:
            return
        page.wait_for_timeout(1_000)
    raise AssertionError(f"{text!r} at {path}")


def test_an_editors_day(person, visitor):  # noqa: PLR0915 -- one day, as one tells it
    editor, reader, stranger = person("editor"), person("editor_2"), visitor()
    assert seen(stranger, "/nyheter/")[0] == 200

    # Write: news, under the list of news. A draft is seen by nobody else.
    page_in_list(editor, "Nyheter")
    listed = number_of(editor)
    editor.goto(f"/cms/pages/{listed}/add_subpage/")
    editor.wait_for_url(re.compile("/add/website/newspage/"))  # Nothing else stands there.
    # Wagtail makes the address of the title while one types, once it is awake.
    editor.locator("#id_title[data-w-sync-disabled-value]").press_sequentially("Vinterbad i Vadsø")
    editor.locator("#id_title").blur()
    editor.wait_for_function("() => document.querySelector('#id_slug').value.endsWith('vadso')")
    editor.locator("#id_lead").fill("Vi møtes 3. mai.")
    save(editor)
    editor.wait_for_url(re.compile(r"/pages/\d+/edit/"))
    number = number_of(editor)
    editor.locator("[data-side-panel-toggle=preview]").first.click()
    draft = editor.frame_locator("iframe[title]").first
    draft.get_by_role("heading", name="Vinterbad i Vadsø").wait_for()
    assert "Vinterbad" not in seen(stranger, "/nyheter/")[2]

    # A second reader sends it back with a reason, and then says yes. No page lags behind.
    send_to_reader(editor)
    assert "Redaktør 2" in to_be_read(editor, number)
    assert not editor.locator("[data-workflow-action-name]").count()
    assert "skrev det siste" in to_be_read(reader, number)
    send_back(reader, "Si hvor i Kirkenes.")
    assert "Si hvor i Kirkenes." in to_be_read(editor, number)
    editor.locator("#id_lead").fill("Vi møtes 3. mai på biblioteket.")
    send_to_reader(editor)
    to_be_read(reader, number)
    approve(reader)
    assert "Vinterbad i Vadsø" in seen(stranger, "/nyheter/")[2]
    assert "biblioteket" in seen(stranger, "/nyheter.atom")[2]
    stranger.goto("/nyheter/vinterbad-i-vadso/")
    stranger.goto("/nyheter/")

    # Translate: a draft with the original's words, and the original beside.
    editor.goto(f"/cms/oversettelser/{number}/")
    with editor.expect_navigation():
        editor.get_by_role("button", name="Oversett til English").click()
    english = number_of(editor)
    assert "Oversettelse av" in to_be_read(editor, english)
    if not editor.locator("#id_preview_mode").is_visible():
        editor.locator("[data-side-panel-toggle=preview]").first.click()
    editor.locator("#id_preview_mode").select_option("original")
    beside = editor.frame_locator("iframe[title]").first
    beside.get_by_text("Vi møtes 3. mai på biblioteket.").wait_for()
    editor.locator("#id_title").fill("A winter swim in Vadsø")
    editor.locator("#id_lead").fill("We meet on 3 May at the library.")
    # Set to the next minute but one, by the clock in Oslo: what is done until then takes its time.
    at = datetime.now(OSLO).replace(second=0) + timedelta(minutes=2)
    editor.locator("[data-side-panel-toggle=status]").first.click()
    editor.locator("[data-a11y-dialog-show='schedule-publishing-dialog']").first.click()
    editor.locator("#id_go_live_at").fill(at.strftime("%Y-%m-%d %H:%M"))
    with editor.expect_navigation():
        # By keyboard: the calendar lies over it.
        editor.locator("#schedule-publishing-dialog button.action-save").press("Enter")
    send_to_reader(editor)
    to_be_read(reader, english)
    approve(reader)
    assert f"{at:%H.%M}" in to_be_read(editor, english)
    assert "A winter swim" not in seen(stranger, "/en/nyheter/")[2]

    # Put right, with a line that says so, under another address that the old one leads on to.
    editor.goto(f"/cms/pages/{number}/edit/")
    editor.locator("#id_corrected_on").fill(datetime.now(OSLO).date().isoformat())
    editor.keyboard.press("Escape")
    editor.locator("#id_correction").fill("Møtet er 4. mai, ikke 3. mai.")
    editor.locator("#id_lead").fill("Vi møtes 4. mai på biblioteket.")
    editor.get_by_role("tab", name="Fremhev").click()
    editor.locator("#id_slug").fill("isbad-i-vadso")
    send_to_reader(editor)
    to_be_read(reader, number)
    approve(reader)
    status, address, text = seen(stranger, "/nyheter/vinterbad-i-vadso/")
    assert (status, address.endswith("/nyheter/isbad-i-vadso/")) == (200, True)
    assert "Møtet er 4. mai, ikke 3. mai." in text
    stranger.goto("/nyheter/isbad-i-vadso/")

    # The hour comes; and the translation says that its original has moved on.
    wait_for(stranger, "/en/nyheter/", "A winter swim in Vadsø")
    editor.goto("/cms/oversettelser/")
    row = editor.locator("tr", has_text="A winter swim in Vadsø")
    assert row.locator("a", has_text="Se hva som ble endret").count() == 1
    with editor.expect_navigation():
        row.get_by_role("button").click()
    assert not editor.locator("tr", has_text="A winter swim in Vadsø").count()
