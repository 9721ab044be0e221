"""Coming in: the same answer for everybody, a count that all workers share, two factors."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from naboskap.accounts import actions
from naboskap.accounts.models import Role, User
from naboskap.audit.queries import trail_of
from naboskap.core.permissions import SYSTEM
from naboskap.notifications.models import Message
from naboskap.portal.people.forms import CONFIRMED, TYPED

PASSWORD = "en ganske lang setning"
SECRET = "JBSWY3DPEHPK3PXP"


def person(email="rolle@example.org", **facts):
    return actions.add_person(email, "Rolle (eksempel)", password=PASSWORD, by=SYSTEM, **facts)


def sign_in(client, email="rolle@example.org", password=PASSWORD, **more):
    return client.post("/logg-inn/", {"login": email, "password": password, **more})


def link_in(message):
    return re.search(r"http://\S+", message.body).group().removeprefix("http://testserver")


def code_now():
    return format_hotp_value(hotp_value(SECRET, int(timezone.now().timestamp()) // 30))


@pytest.mark.parametrize(
    ("language", "roles", "home"),
    [
        ("nb", [], "/min-side/"),
        ("ru", [], "/ru/min-side/"),
        ("en", [Role.HEAD], "/en/saksbehandling/"),
    ],
)
def test_one_lands_at_home_in_ones_own_language(db, client, language, roles, home):
    somebody = person(language=language)
    for role in roles:
        actions.give_role(somebody, role, timezone.localdate(), None, by=SYSTEM)
    answer = sign_in(client, "Rolle@Example.org")
    assert answer.headers["Location"] == home
    assert "accounts.sign_in" in [entry.action for entry in trail_of(somebody)]


def test_one_lands_where_one_was_going(db, client):
    person()
    wall = client.get("/min-side/meg/")
    assert wall.headers["Location"] == "/logg-inn/?next=/min-side/meg/"
    page = client.get(wall.headers["Location"])
    assert 'name="next" value="/min-side/meg/"' in page.text
    answer = sign_in(client, next="/min-side/meg/")
    assert answer.headers["Location"] == "/min-side/meg/"


def test_one_is_not_led_to_strangers(db, client):
    person()
    answer = sign_in(client, next="https://example.com/")
    assert answer.headers["Location"] == "/min-side/"


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(db, client):
    person()
    wrong = sign_in(client, password="feil")
    unknown = sign_in(Client(), "ukjent@example.org", password="feil")

    def bare(answer, email):
        text = answer.text.replace(email, "")
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)

    assert wrong.status_code == unknown.status_code == 200
    assert bare(wrong, "rolle@example.org") == bare(unknown, "ukjent@example.org")


def test_both_answers_cost_one_hash(db, client, settings, monkeypatch):
    """No mock: the hasher itself counts."""
    counted = []
    plain = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *given: counted.append(1) or plain(*given)
    )
    person()
    counted.clear()
    sign_in(client, password="feil")
    sign_in(Client(), "ukjent@example.org", password="feil")
    assert len(counted) == 2
    counted.clear()
    register(Client(), "rolle@example.org")
    assert len(counted) == 1
    register(Client(), "ny@example.org")
    assert len(counted) == 2


def test_five_wrong_passwords_close_the_account_for_five_minutes(db, client):
    person()
    person("annen@example.org")
    with time_machine.travel("2021-10-04 10:00+02:00", tick=False) as clock:
        for number in range(5):
            sign_in(Client(REMOTE_ADDR=f"192.0.2.{number + 1}"), password="feil")
        caches["default"].clear()  # Another worker, with a memory of its own.
        closed = sign_in(client)
        assert closed.status_code == 200
        assert "For mange forsøk" in closed.text
        assert sign_in(Client(), "annen@example.org").status_code == 302
        clock.shift(301)
        assert sign_in(client).status_code == 302


def test_an_unknown_address_is_closed_just_so(db):
    for _attempt in range(5):
        sign_in(Client(), "ukjent@example.org", password="feil")
    assert "For mange forsøk" in sign_in(Client(), "ukjent@example.org", password="feil").text


def test_a_machine_that_tries_many_accounts_is_slowed_down(db):
    for number in range(20):
        sign_in(Client(), f"ukjent-{number}@example.org", password="feil")
    assert "For mange forsøk" in sign_in(Client(), "ny@example.org", password="feil").text


def test_signing_in_rightly_closes_nothing(db):
    person()
    for _time in range(8):
        assert sign_in(Client()).status_code == 302


def register(client, email="ny@example.org", prefix="", **more):
    facts = {"name": "Ny (eksempel)", "email": email, "password1": PASSWORD, **more}
    return client.post(f"{prefix}/registrer/", facts)


def test_registering_asks_for_a_confirmed_address(db, client):
    answer = register(client, "Ny@Example.org", "/ru")
    assert answer.headers["Location"] == "/ru/bekreft-epost/"
    assert client.get("/ru/bekreft-epost/").status_code == 200
    somebody = User.objects.get()
    assert (somebody.email, somebody.language) == ("ny@example.org", "ru")
    assert sign_in(Client(), "ny@example.org").headers["Location"] == "/bekreft-epost/"
    link = link_in(Message.objects.order_by("pk").first())
    assert link.startswith("/ru/bekreft-epost/")
    page = client.get(link)
    assert not somebody.emailaddress_set.get().verified
    assert "ny@example.org" in page.text
    assert client.post(link).headers["Location"] == "/ru/min-side/"
    assert somebody.emailaddress_set.get().verified
    assert client.get("/ru/min-side/meg/").status_code == 200


def test_the_confirmation_remembers_where_one_was_going(db, client):
    register(client, next="/min-side/meg/")
    link = link_in(Message.objects.get())
    other = Client()
    page = other.get(link)
    assert 'value="/min-side/meg/"' in page.text
    answer = other.post(link, {"next": "/min-side/meg/"})
    assert answer.headers["Location"] == "/min-side/meg/"
    assert "/logg-inn/" in other.get("/min-side/meg/").headers["Location"]


def test_registering_a_known_address_gets_the_same_answer_and_another_mail(db, client):
    somebody = person()
    known, unknown = register(client, "Rolle@example.org"), register(Client())
    assert known.headers["Location"] == unknown.headers["Location"] == "/bekreft-epost/"
    kinds = list(Message.objects.order_by("pk").values_list("kind", "address"))
    assert kinds == [
        ("accounts.already_registered", "rolle@example.org"),
        ("accounts.confirm_address", "ny@example.org"),
    ]
    assert User.objects.get(pk=somebody.pk).check_password(PASSWORD)
    assert User.objects.count() == 2


def test_registering_twice_at_once_makes_one_person(db):
    register(Client())
    register(Client())
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("email", "ikke en adresse", "Skriv hele adressen"),
        ("name", "", "Skriv navnet ditt"),
        ("password1", "kort", "skriv minst 10 tegn"),
        ("password1", "1234567890", "Mange bruker dette passordet"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(db, client, field, value, words):
    answer = register(client, **{"email": "ny@example.org", field: value})
    assert words in answer.text
    assert "Ny (eksempel)" in answer.text or field == "name"
    assert not User.objects.exists()


def test_a_forgotten_password_is_chosen_anew(db, client):
    somebody = person(language="ru")
    asked = client.post("/glemt-passord/", {"email": "ROLLE@example.org"})
    assert asked.headers["Location"] == "/glemt-passord/sendt/"
    assert client.get("/glemt-passord/sendt/").status_code == 200
    message = Message.objects.get()
    assert (message.kind, message.language) == ("accounts.new_password", "ru")
    link = link_in(message)
    assert link.startswith("/ru/glemt-passord/")
    form = client.get(link, follow=True)
    assert form.status_code == 200
    new = "en helt annen setning"
    changed = client.post(form.request["PATH_INFO"], {"password1": new}, follow=True)
    assert changed.status_code == 200
    assert User.objects.get(pk=somebody.pk).check_password(new)
    assert Message.objects.last().kind == "accounts.password_changed"
    again = Client().get(link)
    assert "passord" not in again.text or again.status_code == 200
    assert 'type="password"' not in Client().get(link, follow=True).text


def test_a_forgotten_password_of_nobody_gets_the_same_answer(db, client):
    asked = client.post("/glemt-passord/", {"email": "ukjent@example.org"})
    assert asked.headers["Location"] == "/glemt-passord/sendt/"
    assert Message.objects.get().kind == "accounts.not_registered"


def test_asking_for_new_passwords_is_slowed_down(db):
    person()
    for _time in range(5):
        Client().post("/glemt-passord/", {"email": "rolle@example.org"})
    answer = Client().post("/glemt-passord/", {"email": "rolle@example.org"})
    assert answer.status_code == 429
    assert Message.objects.count() == 5


def test_signing_out_takes_a_button(db, client):
    client.force_login(person())
    assert client.get("/logg-ut/").status_code == 200
    assert client.get("/min-side/meg/").status_code == 200
    assert client.post("/logg-ut/").headers["Location"] == "/"
    assert client.get("/min-side/meg/").status_code == 302


def give_app(somebody):
    shared = get_adapter().encrypt(SECRET)
    assert SECRET not in shared
    Authenticator.objects.create(user=somebody, type="totp", data={"secret": shared})


def head(**facts):
    somebody = person(**facts)
    actions.give_role(somebody, Role.HEAD, timezone.localdate(), None, by=SYSTEM)
    return somebody


def test_staff_set_up_a_second_factor_before_anything_else(db, client):
    somebody = head()
    sign_in(client)
    assert client.get("/min-side/meg/").headers["Location"] == "/totrinn/app/"
    page = client.get("/totrinn/app/")
    secret = page.context["form"].secret
    assert page.context["form"].key in page.text
    assert page.context["form"].key.replace(" ", "") == secret
    code = format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30))
    wrong = client.post("/totrinn/app/", {"code": "000000" if code != "000000" else "111111"})
    assert "Koden er feil" in wrong.text
    assert client.get("/min-side/meg/").headers["Location"] == "/totrinn/app/"
    secret = wrong.context["form"].secret
    code = format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30))
    answer = client.post("/totrinn/app/", {"code": code})
    assert answer.headers["Location"] == "/totrinn/reservekoder/"
    codes = client.get("/totrinn/reservekoder/")
    assert len(codes.context["unused_codes"]) == 10
    assert client.get("/min-side/meg/").status_code == 200
    assert secret not in str(Authenticator.objects.get(type="totp").data)
    assert client.get("/min-side/inn/").headers["Location"] == "/saksbehandling/"
    assert "Rollen din" in client.get("/totrinn/app/fjern/").text
    client.post("/totrinn/app/fjern/")
    assert Authenticator.objects.filter(user=somebody, type="totp").exists()


def test_a_change_of_security_asks_for_the_password_when_it_is_a_while_ago(db, client):
    person()
    with time_machine.travel("2021-10-04 10:00+02:00", tick=False) as clock:
        sign_in(client)
        assert client.get("/totrinn/app/").status_code == 200
        clock.shift(301)
        asked = client.get("/totrinn/app/").headers["Location"]
        assert asked.startswith("/logg-inn/passord/")
        form = {"password": "feil", "next": "/totrinn/app/"}
        assert "ikke passordet ditt" in client.post("/logg-inn/passord/", form).text
        answer = client.post("/logg-inn/passord/", {**form, "password": PASSWORD})
        assert answer.headers["Location"] == "/totrinn/app/"
        assert client.get("/totrinn/app/").status_code == 200


def test_a_role_given_to_somebody_signed_in_asks_for_it_at_once(db, client):
    somebody = person()
    sign_in(client)
    assert client.get("/min-side/meg/").status_code == 200
    actions.give_role(somebody, Role.HEAD, timezone.localdate(), None, by=SYSTEM)
    assert client.get("/min-side/meg/").headers["Location"] == "/totrinn/app/"


def test_the_code_is_asked_for_and_works_once(db, client):
    give_app(head())
    with time_machine.travel("2021-10-04 10:00+02:00", tick=False):
        User.objects.get().role_grants.update(from_date="2021-10-04")
        assert sign_in(client).headers["Location"] == "/totrinn/kode/"
        assert "/logg-inn/" in client.get("/min-side/meg/").headers["Location"]
        assert "Koden er feil" in client.post("/totrinn/kode/", {"code": "12"}).text
        answer = client.post("/totrinn/kode/", {"code": code_now()})
        assert answer.headers["Location"] == "/saksbehandling/"
        assert client.get("/min-side/meg/").status_code == 200
        again = Client()
        sign_in(again)
        caches["default"].clear()
        assert "Koden er feil" in again.post("/totrinn/kode/", {"code": code_now()}).text


def test_guessing_codes_is_slowed_down(db, client):
    give_app(head())
    sign_in(client)
    for _attempt in range(5):
        client.post("/totrinn/kode/", {"code": "12"})
    assert "For mange forsøk" in client.post("/totrinn/kode/", {"code": code_now()}).text


def test_demonstration_people_are_let_off_in_a_demonstration_only(db, client, settings):
    head(is_demonstration=True)
    sign_in(client)
    assert client.get("/min-side/meg/").headers["Location"] == "/totrinn/app/"
    settings.DEMONSTRATION = True
    assert client.get("/min-side/meg/").status_code == 200


def test_demonstration_people_do_not_sign_in_over_the_network(db):
    person(is_demonstration=True)
    answer = sign_in(Client(REMOTE_ADDR="192.0.2.1"))
    assert "på selve maskinen" in answer.text
    answer = sign_in(Client(headers={"X-Forwarded-For": "192.0.2.1"}))
    assert "på selve maskinen" in answer.text
    assert sign_in(Client()).status_code == 302


def test_an_invitation_opens_once_by_a_button(db, client):
    token = actions.invite_staff("ny@example.org", "Ny (eksempel)", [Role.HEAD], by=SYSTEM)
    page = client.get(f"/invitasjon/{token}/")
    assert "ny@example.org" in page.text
    assert not User.objects.exists()
    told = {"name": "Ny (eksempel)", "password": PASSWORD}
    assert (
        "minst 10 tegn" in client.post(f"/invitasjon/{token}/", {**told, "password": "kort"}).text
    )
    answer = client.post(f"/invitasjon/{token}/", told)
    assert answer.headers["Location"] == "/logg-inn/"
    assert client.get(f"/invitasjon/{token}/").status_code == 410
    assert sign_in(client, "ny@example.org").headers["Location"] == "/saksbehandling/"


def test_the_first_administrator_gives_an_address(db, client):
    known = person()
    token = actions.first_invitation()
    told = {"name": "Først (eksempel)", "password": PASSWORD}
    refused = client.post(f"/invitasjon/{token}/", {**told, "email": known.email})
    assert "har en konto" in refused.text
    answer = client.post(f"/invitasjon/{token}/", {**told, "email": "forst@example.org"})
    assert answer.status_code == 302
    assert User.objects.get(email="forst@example.org").roles == {"administrator"}


def test_one_changes_what_one_told_about_oneself(db, client):
    client.force_login(person())
    told = {"name": "Nytt navn (eksempel)", "phone": "+47 12 34 56 78", "language": "ru"}
    wrong = client.post("/min-side/meg/", {**told, "phone": "ring meg"})
    assert "Skriv nummeret med sifre" in wrong.text
    assert "Nytt navn (eksempel)" in wrong.text
    assert client.post("/min-side/meg/", told).headers["Location"] == "/ru/min-side/meg/"
    assert User.objects.get().phone == "+47 12 34 56 78"


def test_one_changes_ones_password(db, client):
    somebody = person()
    sign_in(client)
    new = "en helt annen setning"
    wrong = client.post("/min-side/meg/passord/", {"oldpassword": "feil", "password1": new})
    assert "ikke passordet ditt" in wrong.text
    right = client.post("/min-side/meg/passord/", {"oldpassword": PASSWORD, "password1": new})
    assert right.headers["Location"] == "/min-side/meg/"
    assert User.objects.get(pk=somebody.pk).check_password(new)
    assert client.get("/min-side/meg/").status_code == 200


def test_whoever_confirms_in_another_browser_signs_in_with_the_address_filled_in_once(db, client):
    register(client)
    link = link_in(Message.objects.get())
    other = Client()

    answer = other.post(link, follow=True)

    assert answer.redirect_chain[-1][0].startswith("/logg-inn/")
    assert answer.context["form"]["login"].value() == "ny@example.org"
    assert not other.get("/logg-inn/").context["form"]["login"].value()
    client.post(link)
    assert CONFIRMED not in client.session


def test_where_the_link_goes_is_told_to_the_browser_it_was_typed_in_and_to_no_other(db, client):
    person()  # Whether an address is known is told to nobody.
    for address in ("ny@exmaple.org", "rolle@example.org"):
        answer = register(client, address, "/ru", next="/min-side/soknader/ny/x/?svar=1")
        assert answer.url == "/ru/bekreft-epost/"
        page = client.get(answer.url)
        assert f'<strong class="nk-break">{address}</strong>' in page.text
        assert "no-store" in page.headers["Cache-Control"]
        change = re.search(r'href="(/ru/registrer/[^"]+)"', page.text)[1].replace("&amp;", "&")
        assert "example" not in change
        again = client.get(change)
        assert (again.context["form"]["email"].value(), again.context["form"]["name"].value()) == (
            address,
            "Ny (eksempel)",
        )
        assert 'name="next" value="/min-side/soknader/ny/x/?svar=1"' in again.text
    assert "xample.org" not in Client().get("/ru/bekreft-epost/").text
    assert not client.get("/ru/registrer/").context["form"]["email"].value()


def test_where_the_link_goes_is_told_for_an_hour_and_until_one_is_in(db, client):
    person("ny@example.org")
    register(client, "ny@example.org")
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert "ny@example.org" not in client.get("/bekreft-epost/").text
    sign_in(client, "ny@example.org")
    assert TYPED not in client.session


def test_whoever_signs_in_before_the_link_was_opened_is_told_where_a_new_one_goes(db, client):
    register(Client(), "ny@example.org")
    answer = sign_in(client, "Ny@example.org")
    assert answer.url == "/bekreft-epost/"
    assert "ny@example.org" in client.get(answer.url).text


def test_where_the_way_to_a_new_password_goes_is_told_for_known_and_unknown_alike(db, client):
    person()
    for address in ("rolle@example.org", "ukjent@exmaple.org"):
        answer = client.post("/glemt-passord/", {"email": address}, follow=True)
        assert address in answer.text
        assert "no-store" in answer.headers["Cache-Control"]
    assert "xample.org" not in Client().get("/glemt-passord/sendt/").text
