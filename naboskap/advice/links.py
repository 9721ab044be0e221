"""The way in without an account: a link that goes by mail, signed by the house.

Nothing secret is kept: a link is the subject's key with a signature, so that each mail about it
can bear the same one, and nobody can make one who does not know the house's own key.
"""

from dataclasses import dataclass

from django.core import signing

SALT = "naboskap.advice.link"


@dataclass(frozen=True, slots=True)
class Holder:
    """Whoever came by a mailed link: may do what the link is for, and nothing else."""

    kind: str  # "thread" or "talk"
    key: str
    pk: None = None
    is_authenticated: bool = False


def secret_of(kind: str, key: str) -> str:
    """Return the secret part of the link to a subject."""
    return signing.Signer(salt=f"{SALT}.{kind}", sep=".").sign(key)


def holder_of(kind: str, secret: str) -> Holder | None:
    """Return who a secret says they are; None where the house did not make it."""
    try:
        return Holder(kind, signing.Signer(salt=f"{SALT}.{kind}", sep=".").unsign(secret))
    except signing.BadSignature:
        return None
