"""What the worker does for letters. The rows are the queue."""

from naboskap.letters.actions import claim_letter, make_pdf

AT_ONCE = 50


def run_due() -> int:
    """Make the PDFs that wait; return how many were made."""
    made = 0
    for _number in range(AT_ONCE):
        letter = claim_letter()
        if letter is None:
            break
        made += make_pdf(letter).document_id is not None
    return made
