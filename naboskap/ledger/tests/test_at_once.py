import threading

from django.db import connection

from naboskap.core.errors import RuleNotMet
from naboskap.ledger.actions import reserve
from naboskap.ledger.earmarks import Use
from naboskap.ledger.queries import left
from naboskap.ledger.tests.factories import PotFactory

ORDINARY = Use("barentsmidler", for_children_and_youth=False)


def test_two_decisions_at_once_cannot_both_have_the_last_krone(committed):
    pot = PotFactory(given=100_00)
    answers: list[str] = []
    gate = threading.Barrier(4)

    def decide(number: int) -> None:
        try:
            gate.wait()
            reserve(f"grants/{number}", {pot: 60_00}, reference=f"r{number}", use=ORDINARY)
            answers.append("reserved")
        except RuleNotMet as refusal:
            answers.append(refusal.rule)
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["MON-1", "MON-1", "MON-1", "reserved"]
    assert left(pot) == 40_00
