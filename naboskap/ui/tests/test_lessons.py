"""A lesson is pointed to where it is, in the language that is spoken, and only there."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import Page

from naboskap.ui.tests.factories import lesson_page

pytestmark = pytest.mark.django_db


def drawn(source, request=None, **more):
    return Template(source).render(Context({"request": request, **more}))


def test_a_lesson_is_found_in_the_language_that_is_spoken():
    lesson_page("rapporter", title="Rapporter")
    lesson_page("finn", title="Найдите партнёра", code="ru")

    with translation.override("nb"):
        assert 'href="/rapporter/">Les mer i søkeskolen: Rapporter<' in drawn(
            '{% learn_more "rapporter" %}'
        )
        assert "<a" not in drawn('{% learn_more "finn" %}')
    with translation.override("ru"):
        assert 'href="/ru/finn/"' in drawn('{% learn_more "finn" %}')
        assert "<a" not in drawn('{% learn_more "rapporter" %}')


@pytest.mark.parametrize("slug", ["", "ukjent", "utkast"])
def test_what_is_not_published_is_not_pointed_to(slug):
    lesson_page("utkast", title="Utkast", live=False)

    with translation.override("nb"):
        assert not drawn("{% learn_more slug %}", slug=slug).strip()


def test_a_page_of_another_kind_is_no_lesson():
    page = lesson_page("kontakt", title="Kontakt")
    Page.objects.filter(pk=page.pk).update(content_type=page.get_parent().content_type)

    assert not drawn('{% learn_more "kontakt" %}').strip()


def test_a_page_asks_for_its_lessons_once(django_assert_num_queries):
    lesson_page("rapporter", title="Rapporter")
    request = RequestFactory().get("/")

    with translation.override("nb"), django_assert_num_queries(1):
        text = drawn('{% learn_more "rapporter" %}{% learn_more "ukjent" %}' * 3, request)
    assert text.count("Rapporter") == 3


def test_advice_leads_to_its_lesson():
    lesson_page("budsjett", title="Sett opp budsjettet")
    words = {"heading": "For mye", "found": "", "needed": "", "changes": ()}

    with translation.override("nb"):
        text = drawn('{% advice worded lesson="budsjett" %}', worded=words)
        without = drawn("{% advice worded %}", worded=words)
    assert 'href="/budsjett/"' in text
    assert "href" not in without
