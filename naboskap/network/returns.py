"""A newsletter that comes back: whose proof it is about, and whether it failed for good. Pure.

Each letter has a return address of its own: the delivery's number and the house's mark on it, in
small letters and digits, since mail servers change the case. It names nobody, and nobody can make
one who does not know the house's key. What comes to it is read as a delivery status report
(RFC 3464); nothing else in it is looked at, and no word of it is kept.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "naboskap.network.return"
MARK = 20  # Signs of the mark: 80 bits.
LARGEST = 256 * 1024  # Bytes that are read: the report stands first, the returned letter after.
MOST_GROUPS = 20
ADDRESSED = ("Delivered-To", "X-Original-To", "Envelope-To", "To")
STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")  # RFC 3463.
# What says something of the address: nothing more is told (0), address, mailbox, the way there
# (1, 2, 4). A full system, a broken protocol, a text or a sender that is not liked are about us.
ABOUT_THE_ADDRESS = frozenset("0124")


@dataclass(frozen=True, slots=True)
class Report:
    """What a mail server says of a letter: ``status`` as 5.1.1, empty where it says none."""

    is_failure: bool
    status: str

    @property
    def is_for_good(self) -> bool:
        """Whether the address does not work, and not only today."""
        kind, _, rest = self.status.partition(".")
        return self.is_failure and kind == "5" and rest.partition(".")[0] in ABOUT_THE_ADDRESS


def _mark(number: int) -> str:
    return str(salted_hmac(SALT, str(number), algorithm="sha256").hexdigest()[:MARK])


def address_for(number: int, house: str) -> str:
    """Return where the letter with that number comes back to; empty without an address for it."""
    if not house:
        return ""
    name, _, domain = house.partition("@")
    return f"{name}+{number}-{_mark(number)}@{domain}"


def number_in(addresses: Iterable[str], house: str) -> int | None:
    """Return which letter a return address is of; None where the house did not make it."""
    if not house:
        return None
    name, _, domain = map(re.escape, house.partition("@"))
    ours = re.compile(
        rf"(?<![\w.+-]){name}\+(\d{{1,18}})-([0-9a-f]{{{MARK}}})@{domain}(?![\w.-])", re.IGNORECASE
    )
    for address in addresses:
        for number, mark in ours.findall(address):
            if constant_time_compare(mark.lower(), _mark(int(number))):
                return int(number)
    return None


def read(raw: bytes) -> tuple[tuple[str, ...], Report | None]:
    """Return whom a message is addressed to, and the report that it is; None where it is none."""
    try:
        mail = BytesParser(policy=compat32).parsebytes(raw[:LARGEST])
        to = tuple(str(one) for name in ADDRESSED for one in mail.get_all(name, []))
        return to, _report_in(mail)
    except (RecursionError, ValueError, LookupError):
        return (), None  # Made to be hard to read: parts in parts without end, a strange charset.


def _report_in(mail: "Message[str, str]") -> Report | None:
    if mail.get_content_type() != "multipart/report":
        return None
    for part in _parts_of(mail)[:3]:
        if part.get_content_type() == "message/delivery-status":
            about_readers = [one for one in _parts_of(part)[:MOST_GROUPS] if one.get("Action")]
            failed = [one for one in about_readers if _is_failure(one)]
            status = _status_of(failed[0]) if failed else ""
            return Report(bool(failed), status) if about_readers else None
    return None


def _parts_of(mail: "Message[str, str]") -> list["Message[str, str]"]:
    parts = mail.get_payload()
    return [one for one in parts if isinstance(one, Message)] if isinstance(parts, list) else []


def _is_failure(group: "Message[str, str]") -> bool:
    return str(group["Action"]).strip().lower().startswith("failed")


def _status_of(group: "Message[str, str]") -> str:
    """Return the status of a group; some servers say it in the words of the other server only."""
    for name in ("Status", "Diagnostic-Code"):
        if found := STATUS.search(str(group.get(name, ""))):
            return found[0]
    return ""
