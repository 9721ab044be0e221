"""What has been said and decided about being shown, for one party or for a whole page of them."""

from naboskap.disclosure.models import PublicStamp


def public_stamp() -> int:
    """Return the number under which public pages are kept: it moves when anything shown may."""
    return PublicStamp.objects.values_list("number", flat=True).filter(pk=1).first() or 0
