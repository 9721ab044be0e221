"""One act in several threads at the same moment, each with a connection of its own."""

import threading

from django.db import connection


def at_once(number, act):
    """Do ``act`` in as many threads; return what each said."""
    gate, answers = threading.Barrier(number), []

    def do() -> None:
        try:
            gate.wait()
            answers.append(act())
        finally:
            connection.close()

    threads = [threading.Thread(target=do) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
