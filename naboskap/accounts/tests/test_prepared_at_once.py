import threading

from django.db import connection

from naboskap.accounts.models import User
from naboskap.accounts.tests.factories import UserFactory
from naboskap.core.prepared import Prepared


def test_threads_ask_by_their_own_connection(committed):
    user = UserFactory()
    asked = Prepared(lambda *, user: User.objects.filter(pk=user))
    assert asked.ask(user=user.pk) == [user]
    found = []

    def ask():
        found.append(asked.ask(user=user.pk))
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[user]] * 3
