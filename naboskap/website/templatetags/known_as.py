"""How a page is known outside: its own address, its addresses in other languages, its words."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import override
from wagtail.models import Page

from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.ui.context import in_language_of, language_of
from naboskap.ui.wording import language
from naboskap.website.sharing.told import shared

register = template.Library()
LOCALES = {"nb": "nb_NO", "nn": "nn_NO", "se": "se_NO", "en": "en_GB", "ru": "ru_RU"}


@register.inclusion_tag("website/_known_as.html", takes_context=True)
def known_as(context: template.Context) -> dict[str, Any]:
    """Tell search engines and whoever shares a link what this page is. Nothing of a visitor."""
    request = context.get("request")
    path = request.path if request is not None else "/"
    spoken = language()
    found = context.get("in_languages")
    # Words that are not written in this language are announced only in those that they are in.
    every = {**told_in(request), spoken: path} if found is None else dict(found)
    page = context.get("page")
    match = request.resolver_match if request is not None else None
    return {
        "canonical": f"{settings.SITE_URL}{path}",
        "alternates": [
            {"code": code, "href": f"{settings.SITE_URL}{href}"}
            for code, href in sorted(every.items())
        ],
        "default": f"{settings.SITE_URL}{every[settings.LANGUAGE_CODE]}"
        if settings.LANGUAGE_CODE in every
        else "",
        "site": in_language(secretariat().name),
        "locale": LOCALES.get(spoken, spoken),
        "others": [LOCALES[code] for code in sorted(every) if code in LOCALES and code != spoken],
        "shared": shared(context.flatten(), (match and match.url_name) or ""),
        "type": getattr(page, "og_type", "website"),
        "told_at": getattr(page, "first_published_at", None),
    }


def told_in(request: HttpRequest | None) -> dict[str, str]:
    """Return the addresses of a page that is no editor's, by the languages it is told in."""
    match = request.resolver_match if request else None
    found: dict[str, str] = {}
    if match is None:
        return found
    for code in secretariat().site_languages:
        with override(code):
            href = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
        # In a language that it is not told in, it has the address of the first one.
        if language_of(href) == code:
            found[code] = href
    return found


@register.simple_tag(takes_context=True)
def in_the_first_language(context: template.Context) -> str:
    """Return the address of this page in the house's first language."""
    request = context.get("request")
    code = str(settings.LANGUAGE_CODE)
    known = context.get("in_languages") or {}
    return str(known.get(code) or in_language_of(request.path if request else "/", code))


@register.simple_tag
def about_the_house() -> SafeString:
    """Say who we are as structured data (schema.org): data, which no browser runs."""
    house = secretariat()
    told = {
        "@graph": [
            {
                "@type": "Organization",
                "name": in_language(house.name),
                "slogan": in_language(house.slogan),
                "url": f"{settings.SITE_URL}/",
                "telephone": house.phone,
                "email": house.email,
            },
            {
                "@type": "WebSite",
                "url": f"{settings.SITE_URL}/",
                "inLanguage": list(house.site_languages),
                "potentialAction": {
                    "@type": "SearchAction",
                    "target": f"{settings.SITE_URL}/sok/?sok={{words}}",
                    "query-input": "required name=words",
                },
            },
        ],
    }
    return as_data(told)


@register.simple_tag
def crumbs_as_data(page: Page, above: Sequence[Page]) -> SafeString:
    """Say where a page stands in the tree as structured data (schema.org)."""
    rows = [
        {
            "@type": "ListItem",
            "position": place,
            "name": one.title,
            "item": f"{settings.SITE_URL}{one.get_url()}",
        }
        for place, one in enumerate([*above, page], 1)
    ]
    return as_data({"@type": "BreadcrumbList", "itemListElement": rows})


@register.simple_tag
def as_data(told: Mapping[str, Any]) -> SafeString:
    """Write structured data (schema.org): data, which no browser runs."""
    whole = {"@context": "https://schema.org", **told}
    text = json.dumps(whole, ensure_ascii=False).replace("<", "\\u003c")
    return SafeString(f'<script type="application/ld+json">{text}</script>')
