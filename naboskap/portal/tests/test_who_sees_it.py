"""What the pages say of who sees a draft, and who does: one truth in every language."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.actions import let_in_adviser
from naboskap.applications.queries import find
from naboskap.applications.tests.factories import adviser_of_ours, join
from naboskap.portal.tests.places import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]
SAYS = {  # Both sides see all of it, an adviser only who was let in, the office when it is sent.
    "nb": (
        "Begge sider ser hele utkastet",
        "slipper vedkommende inn",
        "når (det|søknaden) er sendt",
    ),
    "en": (
        "all of (a|the) draft",
        "only if one of (you|the sides) lets them in",
        "when it is sent",
    ),
    "ru": ("есь черновик", "только если его пригласил", "(К|к)огда (он|заявка) отправлен"),
}


@pytest.mark.parametrize("role", [role for role in Role.values if role != "editor"])
def test_nobody_of_the_office_opens_a_draft_that_they_were_not_let_into(application, lead, role):
    join(application, UserFactory(), by=lead)
    assert find(UserFactory(roles=[role]), application.key) is None


def test_both_sides_and_the_adviser_that_was_let_in_see_all_of_it(client, application, lead):
    partner, adviser = join(application, UserFactory(), by=lead), adviser_of_ours()
    reader = join(application, UserFactory(), by=lead, may_write=False)
    assert find(adviser, application.key) is None
    let_in_adviser(application, adviser, by=partner)
    for person in (lead, partner, reader, adviser):
        assert find(person, application.key)


@pytest.mark.parametrize("language", ["nb", "en", "ru"])
def test_every_page_that_says_who_sees_a_draft_says_the_same(client, application, lead, language):
    partner = join(application, UserFactory(), by=lead, informed=False)
    with translation.override(language):
        pages = [
            (lead, reverse("portal:start", kwargs={"slug": application.programme.slug})),
            (partner, at("informed", application)),
        ]
    for person, page in pages:
        client.force_login(person)
        text = " ".join(client.get(page).text.replace("\xa0", " ").split())
        for said in SAYS[language]:
            assert re.search(said, text, re.IGNORECASE), (page, said)


@pytest.mark.parametrize("language", ["nb", "en", "ru"])
def test_no_page_of_the_website_promises_that_partners_read_everything_in_their_language(language):
    promises = r"leser alt på russisk|read everything in Russian|читает всё на русском"
    for folder in ("pages", "pages-plain"):
        for page in (Path(settings.ROOT) / "starter" / folder / language).glob("*.md"):
            assert not re.search(promises, page.read_text("utf-8")), page
