"""The first thing anybody meets: it starts, it lets people in, and it shows their post."""

from urllib.request import urlopen


def test_everybody_signs_in_by_the_form(site, person):
    for role in site.passwords:
        page = person(role)
        assert "/logg-inn/" not in page.url, role


def test_the_post_box_is_open_at_the_machine(visitor, shot):
    page = visitor()
    page.goto("/postkasse/")
    assert page.locator("h1").inner_text() == "Postkasse"
    shot(page, "postkasse")


def test_what_the_browser_is_told(site):
    with urlopen(f"{site.url}/logg-inn/") as answer:
        told = answer.headers
    # In any order: the policy's parts are a set.
    assert set(told["content-security-policy"].split("; ")) == {
        "default-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "base-uri 'self'",
    }
    assert told["referrer-policy"] == "same-origin"
    assert told["x-content-type-options"] == "nosniff"
    assert told["x-frame-options"] == "DENY"
