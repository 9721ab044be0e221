"""A Norwegian club and a Russian school find each other through an adviser, and begin a draft."""

import re

from tests.journeys import steps
from tests.journeys.house import links_in

WISH = {
    "nb": "Vi er et idrettslag og vil ha felles treninger med en skole på den andre siden.",
    "ru": "Мы школа, наши ученики хотят заниматься спортом вместе с норвежским клубом.",
}
BESIDE = "Vi er en skole, og elevene våre vil drive idrett sammen med en norsk klubb."
CLUB, SCHOOL = "applicant@example.org", "partner@example.org"


def both_write(site, person) -> tuple:
    """Let a club and a school write a wish each, and an adviser show both."""
    club = person("applicant")
    club.goto("/min-side/")
    steps.click(club.locator("main a[href='/min-side/partner/']"))
    # What looks like an address is asked about first.
    steps.write_wish(
        club, "nb", kind="sports_club", place="NO-18", text="Ring oss på 00 00 00 99."
    )
    assert club.locator("input[name=leaks_are_meant]").is_visible()
    ours = steps.write_wish(club, "nb", kind="sports_club", place="NO-18", text=WISH["nb"])
    assert "rådgiver" in steps.words(club)
    school = person("partner", language="ru-RU")
    theirs = steps.write_wish(school, "ru", kind="school", place="RU-MUR", text=WISH["ru"])

    # Nobody sees the other side before an adviser has read what they wrote.
    club.goto(f"/min-side/partner/{ours}/andre/")
    assert WISH["ru"] not in steps.words(club)
    officer = person("case_officer")
    steps.show_wish(officer, ours)
    steps.show_wish(officer, theirs, BESIDE)
    site.mail_that_says("показывается", SCHOOL)
    site.mail_that_says("vises nå", CLUB)
    return club, school, officer, ours, theirs


def find(page, ours: str, theirs: str) -> None:
    """Find the other's wish among those of the other side, and ask to get to know them."""
    page.goto(f"/min-side/partner/{ours}/")
    steps.click(page.locator(f"main a[href$='/{ours}/andre/']"))
    steps.choose(page.locator("select[name=theme]"), value="sport")
    steps.choose(page.locator("select[name=place]"), value="RU-MUR")
    steps.click(page.locator("main form[method=get] button"))
    page.wait_for_load_state()
    seen = steps.words(page)
    assert WISH["ru"] in seen
    assert BESIDE in seen
    assert "Samme område: idrett" in seen
    assert SCHOOL not in seen
    steps.send_form(page, action=f"/andre/{theirs}/")


def test_a_club_and_a_school_find_each_other(site, person, visitor):
    stranger = visitor()
    club, school, officer, ours, theirs = both_write(site, person)
    find(club, ours, theirs)

    # The adviser is between them.
    officer.goto("/saksbehandling/partner/")
    steps.click(officer.locator("main a[href*='/partner/forslag/']").first)
    steps.send_form(officer, action="/gjor/", name="act", value="pass-on")
    mail = site.mail_that_says("познакомиться", SCHOOL)
    assert "спорт" not in mail.get_content()
    [link] = [link for link in links_in(mail) if "/forslag/" in link]
    school.goto(steps.path_of(link))
    assert WISH["nb"] in steps.words(school)
    assert CLUB not in steps.words(school)
    steps.send_form(school, action="/svar/", name="answer", value="yes")
    assert CLUB in steps.words(school)

    # Either side may begin; here it is the school, in Russian.
    steps.click(school.locator("main a[href$='/utkast/']"))
    steps.check(school.locator("input[name=programme]").first)
    steps.check(school.locator("input[name=size][value=short]"))
    steps.send_form(school)
    school.wait_for_url(re.compile("/ru/min-side/soknader/"))
    key = re.search(r"/soknader/([^/]+)/", school.url).group(1)
    club.goto(steps.path_of(site.link_to(CLUB, "/invitasjon/")))
    steps.take_a_seat(club)
    club.goto(f"/min-side/soknader/{key}/kort/")
    # The school's words, and the club's own kind and place, stand in the draft already.
    assert club.locator("[name='text-summary']").input_value().startswith(WISH["ru"])
    for page, path in ((club, "/min-side/"), (school, "/ru/min-side/")):
        page.goto(path)
        assert page.locator(f"main a[href*='/soknader/{key}/']").count() == 1
        page.goto(f"{path}partner/")
    stranger.goto("/finn-partner/onsker/")
    for text in WISH.values():
        assert text not in steps.words(stranger)


def test_a_wish_is_kept_and_taken_away(site, person, visitor):
    club = person("co_writer", js=False)
    key = steps.write_wish(
        club, "nb", kind="culture", place="NO-18", text="Vi vil lage en utstilling."
    )
    officer = person("case_officer", js=False)
    officer.goto(f"/saksbehandling/partner/onske/{key}/")
    steps.fill(officer.locator("textarea[name=because]"), "Skriv hvem dere er.")
    steps.send_form(officer, action="/gjor/", name="act", value="back")
    club.goto(f"/min-side/partner/{key}/endre/")
    assert "Skriv hvem dere er." in steps.words(club)
    steps.fill(club.locator("textarea[name=text]"), "Vi er et galleri og vil vise kunst.")
    steps.check(club.locator("input[name=is_public]"))
    steps.send_form(club)
    steps.show_wish(officer, key)
    stranger = visitor(js=False)
    stranger.goto("/finn-partner/onsker/")
    assert "Vi er et galleri" in steps.words(stranger)
    for act in ("/pause/", "/leter/"):
        club.goto(f"/min-side/partner/{key}/")
        steps.send_form(club, action=act)
    club.goto(f"/min-side/partner/{key}/fjern/")
    steps.send_form(club)
    stranger.goto("/finn-partner/onsker/")
    assert "Vi er et galleri" not in steps.words(stranger)

    # The office writes for somebody without an account, and speaks for them.
    officer.goto("/saksbehandling/partner/nytt/")
    assert officer.locator("input[name=contact]").is_visible()
