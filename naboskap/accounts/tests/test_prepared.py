"""A prepared query answers as the query that it was made from, whatever it was asked before."""

from datetime import timedelta

import pytest
from django.db.models import Count, Max
from django.db.models.functions import Upper
from django.db.models.signals import post_init

from naboskap.accounts.models import Role, RoleGrant, User
from naboskap.accounts.tests.factories import UserFactory
from naboskap.core import clock
from naboskap.core.prepared import KEPT, Prepared

pytestmark = pytest.mark.django_db


def grants(*, user, day):
    return RoleGrant.objects.filter(user=user).in_force(day).select_related("user").order_by("pk")


def test_it_answers_as_the_query_that_it_was_made_from():
    asked = Prepared(grants)
    people = [UserFactory(roles=[Role.HEAD, Role.EDITOR]), UserFactory(roles=[Role.AUDITOR])]
    for user in (*people, *people):
        for day in (clock.today(), clock.today() - timedelta(days=1)):
            plain = list(grants(user=user.pk, day=day))
            assert asked.ask(user=user.pk, day=day) == plain
            assert asked.first(user=user.pk, day=day) == (plain[0] if plain else None)


def test_what_is_joined_comes_along(django_assert_num_queries):
    asked = Prepared(grants)
    user = UserFactory(roles=[Role.HEAD])
    for _time in range(2):
        with django_assert_num_queries(1):
            (grant,) = asked.ask(user=user.pk, day=clock.today())
            assert grant.user == user
            assert grant.from_date == clock.today()  # As Python knows a date, not as SQLite does.


def told(row):
    """Return all that a row knows, and what was joined to it."""
    if row is None:
        return None
    joined = {name: told(one) for name, one in row._state.fields_cache.items()}
    facts = {name: value for name, value in vars(row).items() if name != "_state"}
    return type(row), facts, joined, row._state.db, row._state.adding, row.get_deferred_fields()


@pytest.mark.parametrize(
    "build",
    [
        grants,
        lambda *, user, day: grants(user=user, day=day).defer("to_date", "user__phone"),
        lambda *, user, day: grants(user=user, day=day).only("pk", "user__name"),
        lambda *, user, day: grants(user=user, day=day).annotate(said=Upper("role")),
    ],
    ids=["joined", "but for some fields", "two fields alone", "with a word beside"],
)
def test_a_row_knows_what_the_query_would_have_told_it(build):
    user = UserFactory(roles=[Role.HEAD, Role.EDITOR])
    asked = Prepared(build)
    for _time in range(2):
        found = asked.ask(user=user.pk, day=clock.today())
        assert found
        plain = list(build(user=user.pk, day=clock.today()))
        assert [told(one) for one in found] == [told(one) for one in plain]


def test_whoever_is_told_of_each_row_is_told():
    def tell(instance, **_kwargs):
        made.append(instance)

    made = []
    post_init.connect(tell, sender=User)
    try:
        user = UserFactory()
        made.clear()
        assert Prepared(lambda *, user: User.objects.filter(pk=user)).ask(user=user.pk) == made
    finally:
        post_init.disconnect(tell, sender=User)


def test_a_union_and_bare_values_are_prepared_too():
    def build(*, one, other):
        emails = User.objects.order_by().values_list("email", "joined_at")
        return emails.filter(name=one).union(emails.filter(name=other), all=True)

    first, second, third = (UserFactory() for _ in range(3))
    asked = Prepared(build)
    for pair in ((first, second), (second, third), (third, first)):
        found = asked.ask(one=pair[0].name, other=pair[1].name)
        assert set(found) == {(user.email, user.joined_at) for user in pair}


@pytest.mark.parametrize(
    "values",
    [
        lambda rows: rows.values_list("joined_at", flat=True),
        lambda rows: rows.values_list("language", "pk", "joined_at"),
        lambda rows: rows.values_list("pk", "held", "email").distinct(),
        lambda rows: rows.values_list("email").order_by("-joined_at"),
        lambda rows: rows.order_by().values("language").values_list(Count("pk"), Max("joined_at")),
        lambda rows: rows.values("email", "held"),
    ],
    ids=["flat", "tuples", "reckoned", "sorted by another", "grouped", "by name"],
)
def test_bare_values_are_what_the_query_would_have_told(values):
    for _number in range(3):
        UserFactory(roles=[Role.HEAD])

    def build(*, day):
        rows = User.objects.filter(joined_at__lt=day).annotate(held=Count("role_grants"))
        return values(rows.order_by("-pk"))

    later = clock.now() + timedelta(days=1)
    assert Prepared(build).ask(day=later) == list(build(day=later)) != []


def test_each_shape_is_a_query_of_its_own_and_the_last_are_kept():
    asked = Prepared(lambda order, *, day: User.objects.filter(joined_at__lt=day).order_by(order))
    users = [UserFactory() for _ in range(3)]
    later = clock.now() + timedelta(days=1)
    assert asked.ask("pk", day=later) == users
    assert asked.ask("-pk", day=later) == users[::-1]
    assert asked.ask("pk", day=later) == users
    many = Prepared(lambda most, *, day: User.objects.filter(joined_at__lt=day)[:most])
    for most in range(1, KEPT + 50):
        many.ask(most, day=later)
    assert many._made.cache_info().currsize == KEPT


def test_a_shape_in_which_nothing_can_be_found_finds_nothing():
    asked = Prepared(lambda *, name: User.objects.filter(pk__in=[], name=name))
    assert asked.ask(name=UserFactory().name) == []


def test_a_row_that_is_changed_is_read_anew():
    asked = Prepared(lambda *, user: User.objects.filter(pk=user))
    user = UserFactory()
    first = asked.first(user=user.pk)
    User.objects.filter(pk=user.pk).update(name="En annen rolle (eksempel)")
    assert asked.first(user=user.pk).name == "En annen rolle (eksempel)"
    assert first.name == user.name


def of_now(*, value):
    return User.objects.filter(pk=value, joined_at__lt=clock.now())


@pytest.mark.parametrize(
    ("build", "value", "refusal"),
    [
        (of_now, 1, RuntimeError),
        (lambda *, value: User.objects.filter(is_active=value), True, TypeError),
        (lambda *, value: User.objects.filter(name=value), None, TypeError),
        (lambda *, value: User.objects.filter(name="x" if value else ""), "y", TypeError),
    ],
    ids=["the time it was made at", "yes or no", "nothing", "not used"],
)
def test_what_cannot_be_prepared_is_refused(build, value, refusal):
    with pytest.raises(refusal):
        Prepared(build).ask(value=value)
    assert clock.now(), "the clock is there again"
