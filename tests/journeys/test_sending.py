"""Sending, and all that can happen to what was sent until the round closes."""

import re

from tests.journeys import steps
from tests.journeys.house import links_in

FRIEND = "venn@example.org"


def confirm_link(one, seen):
    """Return the link to confirm by that has come to the partner."""
    while True:
        mail = one.site.next_mail(FRIEND, seen=seen)
        found = [link for link in links_in(mail) if "/bekreft/" in link]
        if found:
            return steps.path_of(found[0])
        seen += 1


def send_a_link(one, applicant):
    """Let a link to confirm go to the partner by mail."""
    applicant.goto(f"/min-side/soknader/{one.key}/sendt/")
    applicant.locator("main section[aria-labelledby=reach] summary").click()
    steps.check(applicant.locator("input[name=invite-way][value=mail]"))
    steps.fill(applicant.locator("input[name=invite-address]"), FRIEND)
    steps.choose(applicant.locator("select[name=invite-language]"), value="ru")
    applicant.locator("main details form button.ds-button").first.click()
    applicant.wait_for_load_state()


def checked_by_a_stranger(stranger, number, fingerprints):
    """A stranger checks receipts, the old one and the new, and learns no more."""
    for fingerprint in (*fingerprints, "0" * 12):
        stranger.goto("/ru/kvittering/")
        steps.fill(stranger.locator("[name=number]"), number)
        steps.fill(stranger.locator("[name=fingerprint]"), fingerprint)
        steps.click(stranger.locator("main form[method=get] button").first)
        stranger.wait_for_url(re.compile(f"fingerprint={fingerprint}"))
        text = steps.words(stranger)
        assert ("подлинное" if fingerprint in fingerprints else "не знаем") in text
        assert "Elva" not in text


def drop_a_change(one, applicant):
    """A change that is dropped leaves what was sent, and what was written."""
    steps.send_form(applicant, action="/endring/")
    applicant.goto(f"/min-side/soknader/{one.key}/kort/")
    steps.fill(applicant.locator("[name='text-result']"), "Noe vi angret på.")
    steps.save_short_form(applicant, send=False)
    applicant.goto(f"/min-side/soknader/{one.key}/endring/")
    applicant.locator("main details:has(input[name=act][value=drop]) summary").click()
    applicant.locator("main form:has(input[name=act][value=drop]) button").click()
    applicant.wait_for_url(re.compile("/sendt/"))
    steps.click(applicant.locator("main a[href*='/endring/']"))
    assert "Noe vi angret på." in steps.words(applicant)


def test_what_was_sent_is_changed_confirmed_anew_checked_and_withdrawn(project, visitor):
    one = project()
    applicant = one.window("applicant")
    one.key = steps.begin(applicant, "barentsmidler", size="short")
    steps.fill_short_form(applicant, one.key, title="Elva mellom oss", amount="40 000")
    steps.save_short_form(applicant, send=True)
    number = steps.send(applicant, one.key)
    first = applicant.locator("main code").text_content()
    seen = len(one.site.mails(FRIEND))
    send_a_link(one, applicant)
    partner = one.visitor(language="ru-RU")
    partner.goto(confirm_link(one, seen))
    assert not partner.locator("main ins").count()
    steps.send_form(partner)

    # Changed before the closing: the difference is seen before it is sent again.
    applicant.goto(f"/min-side/soknader/{one.key}/sendt/")
    steps.send_form(applicant, action="/endring/")
    applicant.goto(f"/min-side/soknader/{one.key}/kort/")
    steps.fill(applicant.locator("[name='text-summary']"), "Vi trener sammen tre ganger.")
    seen = len(one.site.mails(FRIEND))
    steps.save_short_form(applicant, send=True)
    applicant.wait_for_url(re.compile("/endring/"))
    assert "tre" in applicant.locator("main ins").first.inner_text()
    applicant.locator("main form:has(input[name=act][value=send]) button").click()
    applicant.wait_for_url(re.compile("/kvittering/"))
    assert number in steps.words(applicant)
    second = applicant.locator("main code").text_content()
    assert second != first

    # Confirmed anew by the link that came by itself, with what changed since.
    partner = one.visitor(language="ru-RU", width=320)
    partner.goto(confirm_link(one, seen))
    assert partner.locator("main ins").count()
    assert partner.locator("html").get_attribute("lang") == "ru"
    steps.send_form(partner)
    applicant.goto(f"/min-side/soknader/{one.key}/sendt/")
    assert applicant.locator("main .nk-mark[data-side=b]").count()

    drop_a_change(one, applicant)
    checked_by_a_stranger(visitor(language="ru-RU"), number, [first, second])
    applicant.goto(f"/min-side/soknader/{one.key}/trekk/")
    steps.send_form(applicant)
    assert not applicant.locator("main form[action$='/endring/']").count()
