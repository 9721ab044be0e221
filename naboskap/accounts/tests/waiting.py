"""What waits for a second person, in whatever room: who is told, and who finds it."""

from naboskap.core.permissions import SYSTEM, may
from naboskap.notifications.models import Message


def told(kind, person):
    """Return the mails of a kind to a person."""
    return Message.objects.filter(kind=kind, address=person.email)


def agree_on(proposed, cast, *, waiting_for, publishers, permission):
    """Say whether the list and the lock name the same people: all who may, but who proposed it."""
    people = [one for one in vars(cast).values() if one is not SYSTEM]
    finds = {one.pk for one in people if proposed in waiting_for(one)}
    may_do = {one.pk for one in people if may(one, permission) and one != cast.editor}
    return finds == {one.pk for one in publishers(proposed)} == may_do
