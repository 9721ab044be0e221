import pytest
from django.db import IntegrityError, transaction

from naboskap.disclosure import actions, queries
from naboskap.disclosure.models import PublicStamp

pytestmark = pytest.mark.django_db


def test_the_stamp_moves_when_something_public_may_have_changed(django_assert_num_queries):
    before = queries.public_stamp()
    actions.touch_public()
    with django_assert_num_queries(1):
        assert queries.public_stamp() == before + 1


def test_the_stamp_moves_where_its_row_was_lost():
    PublicStamp.objects.all().delete()
    actions.touch_public()
    assert queries.public_stamp() == 1


def test_there_is_one_stamp():
    with pytest.raises(IntegrityError), transaction.atomic():
        PublicStamp.objects.create(pk=2, number=5)
