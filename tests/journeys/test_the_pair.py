"""Two seats: who is asked in, who writes, who reads and who leads, as people do it by hand."""

import re

from tests.journeys import steps
from tests.journeys.house import links_in
from tests.journeys.project import begin_together

PASSWORD = "moltebaer-og-tindved-i-oktober"


def pair_page(page, key, part="", *, language=""):
    page.goto(f"{language}/min-side/soknader/{key}/paret/{part}")
    return page


def ask(page, key, address, *, language, side="", reads=False):
    """Ask somebody to a side by mail."""
    pair_page(page, key, "inviter/")
    if side:
        steps.check(page.locator(f"input[name=invite-side][value={side}]"))
    steps.check(page.locator("input[name=invite-way][value=mail]"))
    steps.fill(page.locator("input[name=invite-address]"), address)
    steps.choose(page.locator("select[name=invite-language]"), value=language)
    if reads:
        steps.check(page.locator("input[name=invite-role][value=read]"))
    steps.click(page.locator("main form:has(input[name=invite-way]) button:not([name])"))
    page.wait_for_load_state()


def link_in(site, address, *, seen, door="/invitasjon/"):
    mail = site.next_mail(address, seen=seen)
    [link] = [steps.path_of(one) for one in links_in(mail) if door in one]
    return link


def sign_up(site, visitor, link, *, name, address, language):
    """Make an account by the link of an invitation, and take the place: no second mail."""
    page = visitor(language="ru-RU" if language == "ru" else "nb-NO")
    before = len(site.mails(address))
    page.goto(link)
    assert page.locator("[name=email]").input_value() == address
    for field, text in (("name", name), ("password1", PASSWORD)):
        steps.fill(page.locator(f"[name={field}]"), text)
    steps.take_a_seat(page)
    assert len(site.mails(address)) == before
    return page


def test_somebody_is_asked_anew_reads_writes_and_leads(project, site, visitor, shot):
    one = project()
    applicant, _partner = begin_together(one, "barentsmidler", size="full")
    address = "leser@example.org"
    before = len(site.mails(address))
    ask(applicant, one.key, address, language="nb", reads=True)
    old = link_in(site, address, seen=before)
    steps.click(applicant.locator("main form:has(input[value=renew]) button").first)
    applicant.wait_for_load_state()
    assert "Den gamle virker ikke lenger" in steps.words(applicant)
    new = link_in(site, address, seen=before + 1)
    stranger = visitor()
    stranger.goto(old)
    assert "virker ikke" in steps.words(stranger)

    reader = sign_up(site, visitor, new, name="Lea Leser", address=address, language="nb")
    reader.goto(f"/min-side/soknader/{one.key}/tekster/")
    assert re.search("/les/$", reader.url)
    assert "skriver ikke" in steps.words(reader)
    assert reader.locator("main textarea").count() == 0
    shot(pair_page(reader, one.key), "pair-reader")

    shot(pair_page(applicant, one.key), "pair-lead")
    steps.click(applicant.locator("main form button[name=act][value=write]"))
    applicant.wait_for_load_state()
    reader.goto(f"/min-side/soknader/{one.key}/tekster/")
    assert reader.locator("main textarea").count() > 0

    pair_page(applicant, one.key)
    steps.click(applicant.locator("main form button[name=act][value=offer]"))
    applicant.wait_for_load_state()
    assert "Du leder til du får et ja" in steps.words(applicant)
    pair_page(reader, one.key)
    shot(reader, "pair-asked-to-lead")
    steps.click(reader.locator("main button[name=answer][value=yes]"))
    reader.wait_for_load_state()
    assert "Du leder siden deres nå" in steps.words(reader)
    assert "Lea Leser leder" in steps.words(pair_page(applicant, one.key))
    # Whoever leads does not leave the others without a lead.
    reader.goto(f"/min-side/soknader/{one.key}/ga-ut/")
    steps.send_form(reader)
    assert "Velg hvem som leder" in steps.words(reader)
    steps.check(reader.locator("input[name=successor]").first)
    steps.send_form(reader)
    applicant.goto(f"/min-side/soknader/{one.key}/paret/")
    steps.click(applicant.locator("main summary", has_text="Hva som har hendt"))
    assert "Noen som har gått ut sa ja, og leder fra nå av" in steps.words(applicant)
    shot(applicant, "pair-history")


def test_the_partner_reads_it_all_in_russian(project, shot):
    one = project()
    _applicant, partner = begin_together(one, "barentsmidler", size="full")
    pair_page(partner, one.key, language="/ru")
    assert partner.locator("html").get_attribute("lang") == "ru"
    words = steps.words(partner)
    assert "Кого пригласили" in words
    partner.set_viewport_size({"width": 320, "height": 900})
    shot(partner, "pair-ru-320")


def test_an_adviser_is_let_in_and_says_something(project, shot):
    one = project()
    applicant, partner = begin_together(one, "barentsmidler", size="full")
    applicant.goto(f"/min-side/soknader/{one.key}/rad/")
    steps.check(applicant.locator("input[name=let-adviser]").first)
    shot(applicant, "advice-choose")
    steps.click(applicant.locator("main form:has(input[value=let-in]) button"))
    applicant.wait_for_load_state()
    assert "Rådgiveren ser utkastet nå" in steps.words(applicant)

    adviser = one.window("case_officer")
    adviser.goto(f"/min-side/soknader/{one.key}/rad/")
    steps.choose(adviser.locator("select[name=comment-about]"), value="money")
    steps.fill(adviser.locator("textarea[name=comment-text]"), "Hvem betaler bussen?")
    steps.click(adviser.locator("main form:has(input[value=comment]) button"))
    adviser.wait_for_load_state()
    assert "Det er sagt" in steps.words(adviser)

    partner.goto(f"/ru/min-side/soknader/{one.key}/budsjett/")
    assert "Hvem betaler bussen?" in steps.words(partner)
    partner.goto(f"/ru/min-side/soknader/{one.key}/rad/")
    shot(partner, "advice-ru")
    steps.click(partner.locator("main button[name=done][value=yes]").first)
    partner.wait_for_load_state()
    applicant.goto(f"/min-side/soknader/{one.key}/budsjett/")
    assert "Hvem betaler bussen?" not in steps.words(applicant)
    applicant.goto(f"/min-side/soknader/{one.key}/rad/")
    steps.click(applicant.locator("main form[action$='/avslutt/'] button"))
    applicant.wait_for_load_state()
    assert adviser.goto(f"/min-side/soknader/{one.key}/rad/").status == 404


def test_another_partner_takes_the_seat(project, site, visitor, shot):
    one = project()
    applicant, partner = begin_together(one, "barentsmidler", size="full")
    pair_page(partner, one.key, "partner/", language="/ru")
    steps.fill(partner.locator("[name=partner-described_as]"), steps.PARTNER)
    steps.send_form(partner)
    pair_page(partner, one.key, "navn/", language="/ru")
    proposed = partner.locator("[name=names-side_name]")
    assert proposed.input_value() == "Klub (primer)"
    steps.fill(proposed, "Klubb (eksempel)")
    shot(partner, "pair-names-ru")
    steps.send_form(partner)
    assert "Klubb (eksempel)" in steps.words(pair_page(applicant, one.key))

    before = len(site.mails("partner@example.org"))
    applicant.goto(f"/min-side/soknader/{one.key}/paret/bytt/")
    shot(applicant, "pair-swap")
    steps.check(applicant.locator("input[name=reason][value=no_answer]"))
    steps.send_form(applicant)
    assert "De har fått beskjed" in steps.words(applicant)
    mail = site.next_mail("partner@example.org", seen=before)
    assert "Указанная причина" in str(mail.get_content())
    assert partner.goto(f"/ru/min-side/soknader/{one.key}/").status == 404

    address = "ny-partner@example.org"
    before = len(site.mails(address))
    ask(applicant, one.key, address, language="ru")
    link = link_in(site, address, seen=before)
    newcomer = sign_up(site, visitor, link, name="Нина Новая", address=address, language="ru")
    words = steps.words(pair_page(newcomer, one.key, language="/ru"))
    assert "Klub" not in words
    assert "Нина Новая" in words
