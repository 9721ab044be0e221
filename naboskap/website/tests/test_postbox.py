import pytest

from naboskap.notifications.tests.factories import MessageFactory

pytestmark = pytest.mark.django_db


def test_the_post_box_shows_the_newest_first_at_the_machine_itself(client, settings):
    settings.DEMONSTRATION = True
    MessageFactory(address="a@example.org", title="Først")
    MessageFactory(address="b@example.org", title="Sist", body="Se http://127.0.0.1/x\n")
    page = client.get("/postkasse/").content.decode()
    assert "Message object" not in page
    assert page.index("Sist") < page.index("Først")
    assert '<a href="http://127.0.0.1/x"' in page
    assert "Sist" not in client.get("/postkasse/?til=a@example.org").content.decode()


def test_there_is_no_post_box_elsewhere(client, settings):
    settings.DEMONSTRATION = True
    assert client.get("/postkasse/", REMOTE_ADDR="10.0.0.7").status_code == 404
    assert client.get("/postkasse/", HTTP_X_FORWARDED_FOR="10.0.0.7").status_code == 404
    settings.DEMONSTRATION = False
    assert client.get("/postkasse/").status_code == 404


def test_the_post_box_costs_the_same_with_many(client, settings, django_assert_num_queries):
    settings.DEMONSTRATION = True
    for _number in range(3):
        with django_assert_num_queries(1):
            client.get("/postkasse/")
        MessageFactory()
