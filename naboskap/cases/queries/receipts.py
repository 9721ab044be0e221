"""Whether a receipt is ours: by the file itself, or by its number and fingerprint."""

import hashlib
import re

from naboskap.applications.models import Snapshot
from naboskap.assessments.models import Case
from naboskap.letters.kinds import RECEIPT
from naboskap.letters.models import Letter

FEWEST = 12  # Letters of the fingerprint: what is printed to be compared aloud.


def is_receipt(content: bytes) -> bool:
    """Say whether this file is, byte by byte, a receipt that we made."""
    digest = hashlib.sha256(content).hexdigest()
    return Letter.objects.filter(kind=RECEIPT, document__sha256=digest).exists()


def is_on_receipt(number: str, fingerprint: str) -> bool:
    """Say whether a text with this fingerprint was sent under this number: also an earlier one."""
    found = re.fullmatch(r"(\d{2})/(\d{1,6})", "".join(number.split()))
    digest = "".join(fingerprint.split()).lower()
    if found is None or not re.fullmatch(rf"[0-9a-f]{{{FEWEST},64}}", digest):
        return False
    case = Case.objects.filter(
        case_file__year=2000 + int(found[1]), case_file__sequence=int(found[2])
    )
    return Snapshot.objects.filter(
        application__in=case.values("application"), sha256__startswith=digest
    ).exists()
