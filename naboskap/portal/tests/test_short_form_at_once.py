"""The short form, saved twice at the same moment."""

import threading

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation

from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.tests.factories import NOW, draft
from naboskap.portal.tests.test_short_form import FILLED, NOTHING_TWICE, fields_of, rows


@pytest.fixture(autouse=True)
def _autumn():
    with time_machine.travel(NOW, tick=True), translation.override("nb"):
        yield


def test_two_saves_of_one_sheet_at_once_double_nothing(committed, client):
    """A page that saves itself while its button is pressed: both are on their way together."""
    lead = UserFactory()
    client.force_login(lead)
    page = reverse("portal:short", kwargs={"key": draft(lead, size="short").key})
    told = fields_of(client, page) | FILLED
    gate, answers = threading.Barrier(2), []

    def save(**how):
        window = Client()
        window.cookies = client.cookies
        try:
            gate.wait()
            answers.append(window.post(page, told, **how).status_code)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=save, kwargs=how) for how in ({}, {"headers": {"X-Autosave": "1"}})
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [200, 302]
    assert rows() == NOTHING_TWICE
