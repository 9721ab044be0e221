"""Two seats: who is asked in, who writes, who reads and who leads, as people do it by hand."""

import re

from tests.journeys import steps
from tests.journeys.house import links_in
from tests.journeys.project import begin_together

PASSWORD = "moltebaer-og-tindved-i-oktober"


def pair_page(page, key, *, language=""):
    page.goto(f"{language}/min-side/soknader/{key}/paret/")
    return page


def ask(page, key, address, *, language, side="", reads=False):
    """Ask somebody to a side by mail."""
    pair_page(page, key)
    if side:
        steps.check(page.locator(f"input[name=invite-side][value={side}]"))
    steps.check(page.locator("input[name=invite-way][value=mail]"))
    steps.fill(page.locator("input[name=invite-address]"), address)
    steps.choose(page.locator("select[name=invite-language]"), value=language)
    if reads:
        steps.check(page.locator("input[name=invite-role][value=read]"))
    steps.click(page.locator("main form:has(input[name=act][value=invite]) button:not([name])"))
    page.wait_for_load_state()


def link_in(site, address, *, seen, door="/invitasjon/"):
    mail = site.next_mail(address, seen=seen)
    [link] = [steps.path_of(one) for one in links_in(mail) if door in one]
    return link


def sign_up(site, visitor, link, *, name, address, language):
    """Make an account by the link of an invitation, and take the place."""
    page = visitor(language="ru-RU" if language == "ru" else "nb-NO")
    before = len(site.mails(address))
    page.goto(link)
    steps.click(page.locator("main a.ds-button[href*='/registrer/']"))
    for field, text in (("name", name), ("email", address), ("password1", PASSWORD)):
        steps.fill(page.locator(f"[name={field}]"), text)
    steps.send_form(page)
    page.goto(link_in(site, address, seen=before, door="/bekreft-epost/"))
    if page.locator("main form[method=post]").count():
        steps.send_form(page)
    if "/logg-inn/" in page.url:
        steps.fill(page.locator("[name=login]"), address)
        steps.fill(page.locator("[name=password]"), PASSWORD)
        steps.send_form(page)
    page.goto(link)
    steps.take_a_seat(page)
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
    steps.click(applicant.locator("main details summary"))
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
