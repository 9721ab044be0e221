"""Links and codes. Only a digest is ever kept."""

import hashlib
import secrets

# Digits alone: they can be read aloud in any language. Ten of them, with few tries, are enough.
CODE_DIGITS = 10


def new_link() -> str:
    """Make the secret part of a link that goes by mail."""
    return secrets.token_urlsafe(24)


def new_code() -> str:
    """Make a code to read aloud, in groups: ``4821 903 756``."""
    digits = "".join(secrets.choice("0123456789") for _digit in range(CODE_DIGITS))
    return f"{digits[:4]} {digits[4:7]} {digits[7:]}"


def digest(secret: str) -> str:
    """Return the digest under which a link or a code is known; spaces in a code do not count."""
    return hashlib.sha256("".join(secret.split()).encode()).hexdigest()
