"""The pair's own words are marked by their language, so that a screen reader speaks them right."""

import pytest
from lxml import html

from naboskap.applications.actions import save_answer
from naboskap.applications.models import Activity, Application, BudgetLine
from naboskap.applications.tests.factories import fill
from naboskap.portal.tests.places import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]
RUSSIAN, NORWEGIAN = "Река и люди", "Elva og folket ved den"
PAGES = ["draft", "activities", "read", "send", "money"]
# A field holds what is typed: nobody marks it, and the browser asks for no language there.
UNMARKED = "//title|//input|//textarea|//option|//script|//template"


def heard(text: str, words: str) -> list[str]:
    """Return in which language each place that has ``words`` is read aloud."""
    page = html.fromstring(text)
    for one in page.xpath(UNMARKED):
        one.drop_tree() if one.tag != "input" else one.getparent().remove(one)
    found = [
        one.getparent() if one.is_text else one.getparent().getparent()
        for one in page.xpath("//text()")
        if words in one
    ]
    return [one.xpath("ancestor-or-self::*[@lang][1]/@lang")[0] for one in found]


@pytest.fixture(autouse=True)
def _filled(application, lead):
    fill(application, by=lead)


def told_in(application, words):
    Application.objects.filter(pk=application.pk).update(title=words)
    Activity.objects.filter(application=application).update(task_a=words, task_b=words)
    BudgetLine.objects.filter(application=application).update(text=words)


@pytest.mark.parametrize(
    ("prefix", "words", "language"),
    [
        ("", RUSSIAN, "ru"),
        ("/ru", NORWEGIAN, "nb"),
        ("/en", NORWEGIAN, "nb"),
        ("", NORWEGIAN, "nb"),
    ],
)
def test_every_page_marks_them(ours, prefix, words, language):
    application = Application.objects.get()
    told_in(application, words)
    met = []
    for path in [at(name, application) for name in PAGES]:
        places = heard(ours.get(f"{prefix}{path}").text, words)
        assert set(places) == {language}, path
        met += places
    met += heard(ours.get(f"{prefix}/min-side/").text, words)
    assert set(met) == {language}
    assert len(met) > 5


def test_a_text_in_both_languages_says_both(ours, application, lead):
    both = "Vi lærer om elva sammen. Мы изучаем реку вместе с детьми."
    save_answer(application, "summary", both, language="nb", read_number=1, by=lead)
    pages = [at(name, application) for name in ("texts", "read")]
    for prefix, named in (("", "norsk og russisk"), ("/ru", "норвежский и русский")):
        for page in pages:
            assert named in ours.get(f"{prefix}{page}").text, (prefix, page)
    save_answer(application, "summary", "Vi lærer om elva.", language="nb", read_number=2, by=lead)
    assert "norsk og russisk" not in ours.get(pages[0]).text
