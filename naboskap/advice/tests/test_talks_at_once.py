"""Two who take the same time in the same instant."""

import threading
from datetime import time

import time_machine
from django.db import connection

from naboskap.advice.models import Talk, WeeklyHours
from naboskap.advice.tests.factories import AdviserFactory
from naboskap.advice.tests.test_talks import NOW, booked
from naboskap.core.errors import RuleNotMet
from naboskap.notifications.models import Message


@time_machine.travel(NOW, tick=False)
def test_of_four_who_take_a_time_at_once_one_gets_it(committed):
    """On both databases: the others are told so, and nothing of theirs is kept."""
    adviser = AdviserFactory()
    WeeklyHours.objects.create(
        adviser=adviser, weekday=1, begins=time(10), ends=time(11), minutes=30
    )
    told, faults, gate = [], [], threading.Barrier(4)

    def take(number):
        try:
            gate.wait()
            booked(adviser, key=f"key-{number}", address=f"p{number}@example.org")
            told.append("booked")
        except RuleNotMet as refusal:
            told.append(refusal.rule)
        except Exception as fault:  # noqa: BLE001 -- shown in the assertion
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert sorted(told) == ["ADV-20", "ADV-20", "ADV-20", "booked"]
    assert (Talk.objects.count(), Message.objects.count()) == (1, 2)
