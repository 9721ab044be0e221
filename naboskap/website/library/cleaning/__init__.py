"""A file as it may leave the house: its words and pictures, and nothing of who made it. Pure.

Bytes in, bytes out. What can be taken out without a reader missing it is taken out (who wrote
it, with what, where it lay on their disk, where a picture was taken, programs, files within the
file). What somebody must decide on is refused with ``why``: comments, tracked changes, hidden
sheets, another file put into it. So is a part that we do not know: nobody has read it.
"""

import pikepdf
from lxml import etree

from naboskap.records.uploads import PDF
from naboskap.website.library.cleaning.of_office import clean_office
from naboskap.website.library.cleaning.of_pdf import clean_pdf
from naboskap.website.library.cleaning.refusing import (
    DAMAGED,
    HEAVY,
    LOCKED,
    UncleanError,
)


def clean(content: bytes, kind: str) -> bytes:
    """Return the file without what it tells beside its words and pictures."""
    try:
        return clean_pdf(content) if kind == PDF else clean_office(content, kind)
    except UncleanError:
        raise
    except pikepdf.PasswordError as fault:
        raise UncleanError(LOCKED) from fault
    except MemoryError as fault:
        raise UncleanError(HEAVY) from fault
    except etree.XMLSyntaxError as fault:
        is_heavy = fault.code == etree.ErrorTypes.ERR_NO_MEMORY
        raise UncleanError(HEAVY if is_heavy else DAMAGED) from fault
    # What a hostile file can make a parser say is not a closed list.
    except Exception as fault:
        raise UncleanError(DAMAGED) from fault
