"""A page that is taken down leads to the one above it; one that moves is led on by Wagtail."""

from typing import Any

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from naboskap.website.finding.missed import old_path_of


def lead_up(instance: Page, **_kwargs: Any) -> None:
    """Lead from a page's address to its parent's. If the page comes back, it is there again.

    By address and not by page: where a whole part of the tree goes, each step leads on.
    """
    if not getattr(instance.specific_class, "has_own_address", True):
        return  # The page that it stood on is there still.
    above = instance.get_parent()
    own = instance.get_url_parts()
    up = above.get_url_parts() if above is not None else None
    if not (own and up and own[2] and up[2]):
        return
    Redirect.objects.update_or_create(
        old_path=old_path_of(own[2]),
        site=None,
        defaults={
            "redirect_page": None,
            "redirect_link": up[2],
            "is_permanent": False,
            "automatically_created": True,
        },
    )
