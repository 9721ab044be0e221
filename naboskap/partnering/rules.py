"""Who may do what with wishes and introductions.

A wish is kept by the account that wrote it; one without an account by the advisers. The other
side's are seen by advisers, and by whoever has a wish of their own that an adviser has read.
"""

from typing import Any

from naboskap.accounts.rules import is_signed_in
from naboskap.advice.rules import is_adviser
from naboskap.core import clock
from naboskap.core.permissions import allow, is_system, predicate
from naboskap.partnering.models import Introduction, Wish
from naboskap.partnering.statuses import WishStatus


@predicate
def works_here(user: Any) -> bool:
    return bool(getattr(user, "roles", frozenset()))


@predicate
def has_it(user: Any, wish: Wish) -> bool:
    return bool(user.pk) and wish.user_id == user.pk


@predicate
def has_no_account(_user: Any, wish: Wish) -> bool:
    return wish.user_id is None


@predicate
def looks_from_across(user: Any, wish: Wish) -> bool:
    """Hold where the wish is shown, and the person has one that is shown on the other side."""
    return (
        wish.status == WishStatus.SHOWN
        and wish.fades_at is not None
        and wish.fades_at > clock.now()
        and Wish.objects.filter(user_id=user.pk or 0, status=WishStatus.SHOWN)
        .exclude(side=wish.side)
        .exists()
    )


@predicate
def takes_part(user: Any, introduction: Introduction) -> bool:
    """Hold for either side, except that nobody hears of a question before they are asked."""
    return bool(user.pk) and any(
        wish.user_id == user.pk
        and (introduction.passed_on_at is not None or introduction.has_yes_of(wish))
        for wish in introduction.wishes
    )


allow("partnering.write_wish", (is_signed_in & ~works_here) | is_adviser)
allow("partnering.keep_wish", has_it | (is_adviser & has_no_account))
allow("partnering.confirm_wish", has_it | (is_adviser & has_no_account) | is_system)
allow("partnering.read_wish", is_adviser | is_system)
allow("partnering.see_wish", has_it | is_adviser | looks_from_across)
allow("partnering.propose", has_it | is_adviser)
allow("partnering.see_introduction", takes_part | is_adviser)
allow("partnering.handle_introduction", is_adviser)
allow("partnering.answer_introduction", takes_part | is_adviser)
allow("partnering.end_introduction", takes_part | is_adviser | is_system)
allow("partnering.begin_draft", takes_part & ~works_here)
allow("partnering.fade_wish", is_system)
allow("partnering.close_found", is_system)
allow("partnering.load_wishes", is_system)
