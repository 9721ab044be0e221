"""The address that a mail goes to, told to the browser that it was typed in: a slip is seen.

Nobody else is told. It lies in the visitor's session, stands in no address, and is shown only on
pages that are kept nowhere.
"""

from django.http import HttpRequest

from naboskap.core import clock

TYPED, FOR = "typed_to", 3600  # seconds


def keep_address(request: HttpRequest, what: str, address: str) -> None:
    """Keep the address that was typed for ``what`` was sent last in this browser."""
    request.session[TYPED] = [what, address, clock.now().timestamp()]


def address_kept(request: HttpRequest, what: str) -> str:
    """Return the address that was typed for ``what`` within the hour, or nothing."""
    kept, address, at = request.session.get(TYPED, ("", "", 0))
    is_now = kept == what and clock.now().timestamp() - at < FOR
    return str(address) if is_now else ""
