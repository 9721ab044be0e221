"""How a page is known outside: its own address, its addresses in other languages, its words."""

import json
from collections.abc import Mapping
from typing import Any

from django import template
from django.conf import settings
from django.utils.safestring import SafeString

from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.ui.context import other_languages
from naboskap.ui.wording import language

register = template.Library()
LOCALES = {"nb": "nb_NO", "en": "en_GB", "ru": "ru_RU"}


@register.inclusion_tag("website/_known_as.html", takes_context=True)
def known_as(context: template.Context) -> dict[str, Any]:
    """Tell search engines and whoever shares a link what this page is. Nothing of a visitor."""
    request = context.get("request")
    path = request.path if request is not None else "/"
    spoken = language()
    others = {one.code: one.href for one in other_languages(path, spoken)}
    found = context.get("in_languages")
    if found is not None:
        others = {code: href for code, href in found.items() if code != spoken}
    every = {spoken: path, **others}
    page = context.get("page")
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
        "title": getattr(page, "title", "") or getattr(context.get("card"), "title", ""),
        "description": getattr(page, "search_description", "") or getattr(page, "lead", ""),
        "type": getattr(page, "og_type", "website"),
        "told_at": getattr(page, "first_published_at", None),
    }


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
                "inLanguage": list(house.languages),
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
def as_data(told: Mapping[str, Any]) -> SafeString:
    """Write structured data (schema.org): data, which no browser runs."""
    whole = {"@context": "https://schema.org", **told}
    text = json.dumps(whole, ensure_ascii=False).replace("<", "\\u003c")
    return SafeString(f'<script type="application/ld+json">{text}</script>')
