from datetime import timedelta

from naboskap.accounts.models import Role, RoleGrant, User
from naboskap.accounts.tests.factories import UserFactory
from naboskap.core import clock
from naboskap.website.editors import keep_in_step


def edits(person):
    keep_in_step(person)
    return set(person.groups.values_list("name", flat=True)) == {"Editors", "Moderators"}


def test_editors_edit_while_the_role_lasts(db):
    editor = UserFactory(roles=[Role.EDITOR])
    assert edits(editor)
    RoleGrant.objects.update(
        from_date=clock.today() - timedelta(days=9), to_date=clock.today() - timedelta(days=1)
    )
    assert not edits(User.objects.get(pk=editor.pk))


def test_nobody_else_edits(db):
    for role in Role:
        if role != Role.EDITOR:
            assert not edits(UserFactory(roles=[role]))
    assert not edits(UserFactory())
