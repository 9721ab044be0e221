"""The library: what stands in the list, which files leave, and what stops them."""

import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.audit.queries import trail_of
from naboskap.core.errors import RuleNotMet
from naboskap.core.permissions import SYSTEM
from naboskap.disclosure import actions as disclosure
from naboskap.disclosure.tests import canaries
from naboskap.notifications.models import Message
from naboskap.search.models import Entry
from naboskap.website.finding.machines import addresses
from naboskap.website.finding.search import FIRST
from naboskap.website.library import actions, rereading, standing, sweeping
from naboskap.website.library.actions import read_waiting, taken_in
from naboskap.website.library.asking import asked_of, seen_in_page
from naboskap.website.library.example import make_example
from naboskap.website.library.found import LOOKED_INTO
from naboskap.website.library.reading import Read
from naboskap.website.library.rereading import read_again
from naboskap.website.library.standing import seen_in_words, sought, standing_of
from naboskap.website.library.sweeping import look_again
from naboskap.website.library.vouching import vouch
from naboskap.website.models import (
    APPROVE_READ,
    FileWords,
    HomePage,
    LibraryFile,
    LibraryPage,
    PageLook,
    PublicationFile,
    PublicationPage,
)
from naboskap.website.tasks import run_due
from naboskap.website.tests import papers

pytestmark = pytest.mark.django_db


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def library(few_pages, media):
    """A library in each language, one the translation of the other."""
    made = {}
    for home in HomePage.objects.select_related("locale"):
        page = LibraryPage(title="Bibliotek", slug="bibliotek", lead="Les.", locale=home.locale)
        if made:
            page.translation_key = made["nb"].translation_key
        made[home.locale.language_code] = home.add_child(instance=page)
    return made


@pytest.fixture
def writer(few_pages):
    return UserFactory(name="Skriver", roles=[Role.EDITOR])


@pytest.fixture
def reader(few_pages):
    return UserFactory(name="Leser", roles=[Role.EDITOR])


def a_file(content=None, name="rapport.pdf", by=None, read=None):
    """A file as it was handed in, and read by the machine; ``read`` is what it then found."""
    taken = taken_in(name, content or papers.pdf("Om vinterbading i nord."))
    made = LibraryFile(title="Fila", kind=taken.content_type, file=taken, uploaded_by_user=by)
    made._set_document_file_metadata()
    made.save()
    if read is None:
        read_waiting()
    else:
        actions.keep_words(made, read)
    return LibraryFile.objects.get(pk=made.pk)


def draft(above, slug, *files, language="nb", by=None, **facts):
    """A publication as a draft, with its first version."""
    page = PublicationPage(
        **{
            "title": slug.title(),
            "slug": slug,
            "lead": f"Om {slug}.",
            "publisher": "Et forlag",
            "year": 2025,
            "locale": above.locale,
            "live": False,
            **facts,
        }
    )
    for file in files:
        page.files.add(PublicationFile(file=file, what="Hele rapporten", language=language))
    above.add_child(instance=page)
    page.save_revision(user=by)
    return PublicationPage.objects.get(pk=page.pk)


def out(above, slug, *files, **facts):
    """A publication that is out."""
    page = draft(above, slug, *(files or [a_file()]), **facts)
    page.get_latest_revision().publish()
    return PublicationPage.objects.get(pk=page.pk)


def address_of(file):
    return f"/filer/{file.filename}"


def got(client, address, **headers):
    """What is sent for a file: the answer's number, and its bytes."""
    answer = client.get(address, headers=headers)
    content = b"".join(answer) if answer.streaming else answer.content
    return answer.status_code, content if answer.status_code == 200 else b""


def main_of(client, address):
    return client.get(address).content.decode().split("<main")[1].split("</main")[0]


# ── The list and the page ────────────────────────────────────────────────────
def test_an_empty_library_says_so_and_leads_to_an_adviser(client, library):
    page = main_of(client, "/bibliotek/")
    assert "Her står det ingenting ennå" in page
    assert 'href="/spor/"' in page


def test_the_newest_stands_first_with_what_its_files_are(client, library):
    out(library["nb"], "eldst", year=2001)
    out(library["nb"], "nyest", year=2025, came_out_on=date(2025, 3, 4), language="ru")
    out(library["nb"], "samme-aar", year=2025)
    page = main_of(client, "/bibliotek/")
    assert page.index("Nyest") < page.index("Samme-Aar") < page.index("Eldst")
    assert "PDF," in page
    assert "russisk" in page
    assert "4. mars 2025" in page.replace("\xa0", " ")


def test_one_chooses_kind_language_theme_and_year(client, library):
    out(library["nb"], "haandbok", kind="handbook", theme="sport", year=2001)
    out(library["nb"], "rapport", language="ru", theme="culture", year=2020)
    for asked, there in (
        ("type=handbook", "Haandbok"),
        ("sprak=ru", "Rapport"),
        ("tema=sport", "Haandbok"),
        ("ar=2020", "Rapport"),
    ):
        page = main_of(client, f"/bibliotek/?{asked}")
        assert f">{there}</a>" in page
        assert "1 publikasjon<" in page
    assert "Ingenting her passer" in main_of(client, "/bibliotek/?type=handbook&ar=2020")


def test_a_word_within_a_file_is_found_in_the_library_and_on_the_site(client, library):
    out(library["nb"], "rapport")
    out(library["nb"], "annen", a_file(papers.word("Om reinsdyr."), "a.docx"))
    assert ">Rapport</a>" in main_of(client, "/bibliotek/?sok=vinterbadingen")
    assert ">Annen</a>" not in main_of(client, "/bibliotek/?sok=vinterbadingen")
    found = main_of(client, "/sok/?sok=vinterbading")
    assert "Publikasjoner og rapporter (1)" in found
    assert 'href="/bibliotek/rapport/"' in found
    assert "Om vinterbading i nord." in found
    assert "rapport" not in main_of(client, "/sok/?sok=vinterbading&hva=sider").split("<h2")[-1]
    empty = main_of(client, "/bibliotek/?sok=xyzzyq")
    assert 'href="/sok/?sok=xyzzyq"' in empty
    assert 'href="/spor/"' in empty


def test_what_is_told_in_another_language_only_says_so(client, library):
    out(library["nb"], "rapport")
    page = main_of(client, "/ru/bibliotek/")
    assert 'href="/bibliotek/rapport/" lang="nb"' in page
    assert "только на: Norsk bokmål." in page
    one = PublicationPage.objects.get()
    out(library["en"], "report", translation_key=one.translation_key)
    assert "только на: English, Norsk bokmål." in main_of(client, "/ru/bibliotek/")
    out(library["ru"], "otchet", translation_key=one.translation_key, language="ru")
    page = main_of(client, "/ru/bibliotek/")
    assert 'href="/ru/bibliotek/otchet/"' in page
    assert "/bibliotek/rapport/" not in page


def test_a_publication_tells_what_one_gets_and_leads_back(client, library):
    file = a_file(papers.word("Om."), "a.docx")
    page = out(library["nb"], "rapport", file, theme="sport", language="ru")
    text = client.get("/bibliotek/rapport/").content.decode()
    assert f'href="{address_of(file)}"' in text
    assert "Hele rapporten (Word," in text
    assert "russisk)" in text
    assert 'href="/bibliotek/"' in text
    told = json.loads(text.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert (told["@type"], told["publisher"]["name"]) == ("Report", "Et forlag")
    assert told["encoding"][0]["contentUrl"].endswith(address_of(file))
    assert page.get_url() in list(addresses())
    assert "Rapport" in client.get("/bibliotek.atom").content.decode()


def test_a_search_looks_into_the_files_that_it_shows_and_no_further(client, library, monkeypatch):
    for number in range(FIRST + 2):
        out(library["nb"], f"rapport-{number}")
    with CaptureQueriesContext(connection) as seen:
        page = main_of(client, "/sok/?sok=vinterbading")
    assert page.count("Om vinterbading i nord.") == FIRST
    (sql,) = [one["sql"] for one in seen if '"website_filewords"."text"' in one["sql"]]
    assert str(LOOKED_INTO) in sql
    assert sql.split(" IN ")[1].count(",") == FIRST - 1


@pytest.mark.parametrize(
    "asked", ["sok=%00", "sok=" + "a" * 900, "ar=x&type=y&tema=z&sprak=%00", "page=99"]
)
def test_an_odd_question_gets_a_page(client, library, asked):
    out(library["nb"], "rapport")
    assert client.get(f"/bibliotek/?{asked}").status_code == 200


def test_the_list_and_the_search_cost_the_same_however_many(client, library):
    def asked(address):
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            client.get(f"{address}&{'x' * 300}")  # Not kept.
        return len(seen)

    costs = {}
    for number in range(3):
        out(library["nb"], f"rapport-{number}")
        for address in (
            "/bibliotek/?a=",
            "/bibliotek/?sok=vinterbading",
            "/sok/?sok=vinterbading",
        ):
            costs.setdefault(address, []).append(asked(address))
    assert all(several[0] == several[2] for several in costs.values()), costs
    assert costs["/bibliotek/?a="][0] <= 26


def test_a_publication_costs_the_same_however_many_its_files(client, library):
    def asked(slug):
        with CaptureQueriesContext(connection) as seen:
            client.get(f"/bibliotek/{slug}/?{'x' * 300}")
        return len(seen)

    out(library["nb"], "en")
    out(library["nb"], "tre", a_file(), a_file(), a_file())
    client.get("/bibliotek/en/")
    assert asked("en") == asked("tre")


# ── Files leave ──────────────────────────────────────────────────────────────
def test_a_file_leaves_only_while_a_page_that_is_out_shows_it(client, library):
    file = a_file()
    page = draft(library["nb"], "rapport", file)
    assert got(client, address_of(file))[0] == 404
    page.get_latest_revision().publish()
    assert got(client, address_of(file))[1].startswith(b"%PDF")
    page = PublicationPage.objects.get()
    page.unpublish()
    assert got(client, address_of(file))[0] == 404
    assert not Entry.objects.filter(subject_type="website.publication").exists()


def test_what_a_file_is_sent_with(client, library):
    file = a_file()
    out(library["nb"], "rapport", file, title="Отчёт «Øst»", language="ru")
    answer = client.get(address_of(file))
    assert b"".join(answer)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="otchet-ost-ru.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-cache"
    assert not answer.cookies
    again = client.get(address_of(file), headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("name", ["a" * 24 + ".pdf", "../media/documents/a.pdf", "1.pdf"])
def test_what_is_no_file_of_a_page_has_no_address(client, library, name):
    assert client.get(f"/filer/{name}").status_code in {302, 404}


def test_an_editor_reads_a_file_before_it_is_out_and_nobody_else(
    client, library, writer, settings
):
    settings.DEMONSTRATION = True
    file = a_file(by=writer)
    assert client.get(file.url).status_code == 302
    editor = UserFactory(roles=[Role.EDITOR], is_demonstration=True)
    client.force_login(editor)
    assert got(client, file.url)[1].startswith(b"%PDF")
    for person in (UserFactory(is_demonstration=True), UserFactory(is_superuser=True)):
        client.force_login(person)
        assert client.get(file.url).status_code in {302, 404}


# ── What stops a publication ─────────────────────────────────────────────────
def protect():
    disclosure.protect_names("applications/1/b", canaries.names(), by=SYSTEM)


def stopped(page, rule, by=None):
    with pytest.raises(RuleNotMet) as refused:
        page.get_latest_revision().publish(user=by)
    assert refused.value.rule == rule
    page = PublicationPage.objects.get(pk=page.pk)
    assert not page.live
    assert not trail_of(page).filter(action="website.publish_page").exists()
    return str(refused.value.reason)


def test_web_60_a_publication_has_a_file(library):
    stopped(draft(library["nb"], "rapport"), "WEB-60")


@pytest.mark.parametrize("field", ["title", "lead", "publisher", "search_description"])
def test_web_61_a_protected_name_in_the_words_stops_a_page(library, field):
    protect()
    page = draft(library["nb"], "rapport", a_file(), **{field: "Sammen med Xenja Tsjibisjova"})
    assert "Xenja" in stopped(page, "WEB-61")


def test_web_61_holds_for_every_kind_of_page(library):
    protect()
    home = HomePage.objects.get(locale__language_code="nb")
    home.lead = "Sammen med Xenja Tsjibisjova"
    with pytest.raises(RuleNotMet) as refused:
        home.save_revision().publish()
    assert refused.value.rule == "WEB-61"


def test_a_file_that_is_gone_is_not_read_and_stops_no_other(library, caplog):
    gone, other = (a_file(read=Read("Ord.", "", is_whole=True)) for _number in range(2))
    LibraryFile.objects.update(read_at=None)
    gone.file.storage.delete(gone.file.name)
    assert read_waiting(at_once=1) == 1
    assert read_waiting(at_once=1) == 0
    gone.refresh_from_db()
    other.refresh_from_db()
    assert gone.read_at is None
    assert other.read_at is not None
    assert not standing_of([gone])[gone.pk].may_leave
    assert trail_of(gone).filter(action="website.miss_file").count() == 1
    assert len([one for one in caplog.records if "could not be read" in one.message]) == 1


def test_a_file_that_is_called_otherwise_than_drawn_breaks_no_page(client, library):
    page = out(library["nb"], "rapport")
    LibraryFile.objects.update(file="documents/rapport.pdf")
    assert client.get(page.get_url()).status_code == 200
    assert "rapport.pdf" not in main_of(client, page.get_url())


def test_web_62_what_is_not_read_yet_does_not_go_out(library, client):
    file = a_file()
    page = draft(library["nb"], "rapport", file)
    LibraryFile.objects.update(read_at=None)
    stopped(page, "WEB-62")
    run_due()
    page.get_latest_revision().publish()
    assert got(client, address_of(file))[0] == 200


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.pdf", papers.pdf),
        ("a.docx", papers.word),
        ("a.odt", papers.odt),
        ("a.xlsx", papers.sheet),
    ],
)
def test_web_63_a_protected_name_in_a_file_stops_it(library, name, make):
    protect()
    file = a_file(make("Rapporten ble skrevet med Xenja Tsjibisjova."), name)
    page = draft(library["nb"], "rapport", file)
    why = stopped(page, "WEB-63")
    assert "Xenja" in why
    assert "Fila" in why
    assert not standing_of([file])[file.pk].may_leave


def test_web_63_in_whatever_form_it_stands_there():
    protect()
    held = sought().held
    for form in canaries.ALL_FORMS:
        seen = seen_in_words([f"Vi takker {form} for alt."], held)
        assert seen.names or seen.ordinary, form
    assert seen_in_words(["Vi takker alle i Murmansk, post@example.no."], held).is_nothing


def vouched(page, by):
    """Say that one has read what one was shown of a page."""
    version = page.get_latest_revision()
    vouch(version, shown=asked_of(version).digest, by=by)


def held_of(*names):
    disclosure.protect_names("applications/1/b", [canaries.Name(*one) for one in names], by=SYSTEM)
    return sought().held


@pytest.mark.parametrize(
    "way",
    ["xenja.tsjibisjova@example.com", "Tsjibisjova@example.no", "tsjibisjova85@example.no"],
)
def test_web_63_an_address_that_is_made_of_a_name_is_the_name(way):
    held = held_of(("Xenja Tsjibisjova", "person"))
    for text in (f"Skriv til {way} i dag.", f"Se https://vk.ru/{way.split('@')[0]} her."):
        assert seen_in_words([text], held).names, text


def test_web_64_an_address_with_a_name_in_the_midst_of_a_word_is_asked_about():
    held = held_of(("Xenja Tsjibisjova", "person"), ("Lev Sosnov", "person"))
    ways = ("xtsjibisjova@example.no", "lev@example.no", "https://example.no/xtsjibisjova")
    for way in ways:
        seen = seen_in_words([f"Skriv til {way} i dag."], held)
        assert (seen.names, seen.ordinary) == ((), (way,))
    assert seen_in_words(["Skriv til kari@example.no eller post@example.no."], held).is_nothing


def test_web_63_a_school_with_a_number_that_is_protected_is_a_name_in_every_language():
    held = held_of(("МБОУ СОШ № 7", "organisation"))
    text = "Med Skole nr. 7, и школа № 7, и школа № 17, og Barnehage nr. 7."
    seen = seen_in_words([text], held)
    assert seen.names == ("Skole nr. 7", "школа № 7")
    assert seen.ordinary == ("школа № 17", "Barnehage nr. 7")


def test_a_file_that_comes_to_name_somebody_is_withheld_at_once(client, library, writer):
    file = a_file(papers.pdf("Rapporten ble skrevet med Xenja Tsjibisjova om vinterbading."))
    out(library["nb"], "rapport", file)
    assert got(client, address_of(file))[0] == 200
    protect()
    assert got(client, address_of(file))[0] == 404
    page = main_of(client, "/bibliotek/rapport/")
    assert address_of(file) not in page
    assert "gir den ikke til noen imens" in page
    assert "/bibliotek/rapport/" not in main_of(client, "/sok/?sok=vinterbading")
    while look_again():
        pass
    assert Message.objects.filter(address=writer.email).exists()
    kept = Entry.objects.get(subject_type="website.publication").stems
    assert "vinterbading" not in kept


def test_web_96_what_was_not_looked_at_since_names_changed_is_withheld_and_no_request_looks(
    client, library
):
    file = a_file()
    out(library["nb"], "rapport", file)
    addresses = (
        "/bibliotek/rapport/",
        "/bibliotek/?sok=vinterbading",
        "/sok/?sok=vinterbading",
        address_of(file),
    )

    def asked(number):
        told = []
        for address in addresses:
            with CaptureQueriesContext(connection) as seen:
                got(client, f"{address}{'&' if '?' in address else '?'}{'x' * number}")
            told.append([one["sql"] for one in seen])
        return told

    asked(300)
    before = asked(301)
    protect()
    asked(302)
    after = asked(303)
    *pages, _file = zip(before, after, strict=True)
    assert all(len(then) <= len(first) for first, then in pages)
    assert not [sql for one in after for sql in one if '"website_filewords" SET' in sql]
    assert got(client, address_of(file))[0] == 404
    assert 'href="/bibliotek/rapport/"' not in main_of(client, "/bibliotek/?sok=vinterbading")
    assert not standing_of([file])[file.pk].is_read
    assert look_again() == 1
    assert look_again() == 0
    assert got(client, address_of(file))[0] == 200
    assert 'href="/bibliotek/rapport/"' in main_of(client, "/bibliotek/?sok=vinterbading")
    assert not Message.objects.exists()


def test_web_96_names_are_looked_for_while_nothing_is_held(library, monkeypatch):
    looked = []

    def looking(texts, names):
        looked.append(len(connection.savepoint_ids))
        return seen_in_words(texts, names)

    for room in (actions, sweeping):
        monkeypatch.setattr(room, "seen_in_words", looking)
    outside = len(connection.savepoint_ids)
    file = a_file()
    protect()
    look_again()
    assert looked == [outside, outside]
    assert standing_of([file])[file.pk].may_leave


def test_web_96_a_look_that_another_has_overtaken_is_not_kept(library, monkeypatch):
    file = a_file()
    protect()

    def overtaken(texts, names):
        actions.keep_words(file, Read("Med Xenja Tsjibisjova.", "", is_whole=True))
        return seen_in_words(texts, names)

    monkeypatch.setattr(sweeping, "seen_in_words", overtaken)
    assert look_again() == 0
    assert standing_of([LibraryFile.objects.get()])[file.pk].names


def test_web_96_another_way_of_looking_is_another_look(monkeypatch):
    before = sought().digest
    standing._digest.cache_clear()
    monkeypatch.setattr(standing, "_way_of_looking", lambda: "mended")
    assert sought().digest != before
    standing._digest.cache_clear()


def test_web_96_one_that_cannot_be_looked_at_stays_withheld_and_stops_no_other(
    client, library, monkeypatch
):
    bad, good = a_file(papers.pdf("Om vinterbading.")), a_file(papers.pdf("Om reinsdyr."))
    out(library["nb"], "rapport", bad)
    out(library["nb"], "annen", good)
    protect()

    def failing(texts, names):
        if any("vinterbading" in text for text in texts):
            raise ValueError
        return seen_in_words(texts, names)

    monkeypatch.setattr(sweeping, "seen_in_words", failing)
    assert look_again() == 1
    assert look_again() == 0
    assert got(client, address_of(good))[0] == 200
    assert got(client, address_of(bad))[0] == 404
    monkeypatch.setattr(sweeping, "seen_in_words", seen_in_words)
    assert look_again() == 0
    FileWords.objects.update(faulted_at=timezone.now() - timedelta(minutes=11))
    assert look_again() == 1
    assert got(client, address_of(bad))[0] == 200


def test_web_96_what_visitors_miss_is_looked_at_first_and_then_what_waited_longest(library):
    _waiting, older, newer = (a_file() for _ in range(3))
    for number, file in enumerate((older, newer)):
        out(library["nb"], f"rapport-{number}", file)
    while look_again():
        pass
    FileWords.objects.filter(file=older).update(swept_at=timezone.now() - timedelta(days=1))
    order = []
    for number in range(3):
        disclosure.protect_names(
            f"applications/{number}/b", [canaries.Name(f"Qwxyz{number}", "person")], by=SYSTEM
        )
        look_again(at_once=1)
        digest = sought().digest
        order += FileWords.objects.filter(swept_with=digest).values_list("file_id", flat=True)
    assert order == [older.pk, newer.pk, older.pk]


def test_a_file_that_is_vouched_for_and_withheld_again_is_told_again(
    client, library, writer, reader
):
    file = a_file(papers.pdf("Det kan være vinterbading. Hun kan sove."), by=writer)
    page = draft(library["nb"], "rapport", file, by=writer)
    page.get_latest_revision().publish(user=reader)

    def protected(number, name):
        disclosure.protect_names(
            f"applications/{number}/b", [canaries.Name(name, "person")], by=SYSTEM
        )
        while look_again():
            pass

    protected(1, "Vera Sosnova")
    assert got(client, address_of(file))[0] == 404
    told = Message.objects.filter(address=writer.email).count()
    assert told == 1
    vouched(page, by=reader)
    assert got(client, address_of(file))[0] == 200
    assert 'href="/bibliotek/rapport/"' in main_of(client, "/bibliotek/?sok=vinterbading")
    protected(2, "Sova Sosnova")
    assert got(client, address_of(file))[0] == 404
    assert Message.objects.filter(address=writer.email).count() == 2


def test_web_64_what_no_machine_reads_a_second_reader_says_to_have_read(
    library, writer, reader, client
):
    file = a_file(papers.scanned(2), by=writer)
    assert (file.is_whole, file.pages) == (False, [1, 2])
    page = draft(library["nb"], "rapport", file, by=writer)
    stopped(page, "WEB-64", by=reader)
    with pytest.raises(RuleNotMet) as refused:
        vouched(page, by=writer)
    assert refused.value.rule == "WEB-64"
    page.get_workflow().start(page, writer)
    page = PublicationPage.objects.get()
    task = page.current_workflow_task
    names = [one[0] for one in task.get_actions(page, reader)]
    assert names == [APPROVE_READ, "reject"]
    with pytest.raises(RuleNotMet):
        task.on_action(page.current_workflow_task_state, reader, "approve")
    assert got(client, address_of(file))[0] == 404
    state = PublicationPage.objects.get().current_workflow_task_state
    shown = asked_of(page.get_latest_revision()).digest
    task.on_action(state, reader, APPROVE_READ, have_read=True, shown=shown)
    assert got(client, address_of(file))[0] == 200
    (trace,) = trail_of(LibraryFile.objects.get()).filter(action="website.vouch_for_file")
    assert trace.actor_id == reader.pk


def test_web_64_a_word_that_may_be_a_name_is_asked_about(library, writer, reader):
    disclosure.protect_names(
        "applications/1/b", [canaries.Name("Vera Sosnova", "person")], by=SYSTEM
    )
    file = a_file(read=Read("Det kan være vanskelig. Skole nr. 7.", "", is_whole=True), by=writer)
    stands = standing_of([file])[file.pk]
    assert not stands.names
    assert "være" in stands.asked
    page = draft(library["nb"], "rapport", file, by=writer)
    stopped(page, "WEB-64", by=reader)
    vouched(page, by=reader)
    page.get_latest_revision().publish(user=reader)
    assert PublicationPage.objects.get().live


def test_web_95_a_reader_vouches_for_what_they_were_shown_and_all_of_it_is_shown(
    at_desk, library, writer, reader
):
    words = [f"Sovetsk {letter}abc" for letter in "abcdefghijklmno"]
    disclosure.protect_names(
        "applications/1/b",
        [canaries.Name(f"{word.split()[1]}ova Sosnova", "person") for word in words],
        by=SYSTEM,
    )
    text = " ".join(f"{word.split()[1]}ova." for word in words).lower()
    file = a_file(read=Read(text, "", is_whole=False, pages=tuple(range(1, 41))), by=writer)
    page = draft(library["nb"], "rapport", file, by=writer, lead="Skole nr. 7 var med.")
    page.get_workflow().start(page, writer)
    state = PublicationPage.objects.get().current_workflow_task_state
    address = f"/cms/pages/workflow/collect_action_data/{page.pk}/{APPROVE_READ}/{state.pk}/"
    modal = at_desk.get(address).json()["html"]
    asked = asked_of(page.get_latest_revision())
    assert len(asked.files[0].asked) > 12
    assert all(word in modal for word in asked.files[0].asked)
    assert "39, 40" in modal
    assert "Skole nr. 7" in modal
    assert f'name="shown" value="{asked.digest}"' in modal
    disclosure.protect_names(
        "applications/2/b", [canaries.Name("Vera Sosnova", "person")], by=SYSTEM
    )
    actions.keep_words(file, Read(f"{text} Det kan være.", "", is_whole=False))
    with pytest.raises(RuleNotMet) as refused:
        vouch(page.get_latest_revision(), shown=asked.digest, by=reader)
    assert refused.value.rule == "WEB-95"
    file = LibraryFile.objects.get()
    assert (file.ordinary, file.vouched_at) == ([], None)
    assert not PageLook.objects.exists()


def test_web_61_a_name_that_begins_a_sentence_is_asked_about(library, writer, reader):
    protect()
    page = draft(library["nb"], "rapport", a_file(), by=writer, lead="Vi så. Tsjibisjova sang.")
    assert "Tsjibisjova" in stopped(page, "WEB-61", by=reader)
    page.get_workflow().start(page, writer)
    page = PublicationPage.objects.get()
    names = [one[0] for one in page.current_workflow_task.get_actions(page, reader)]
    assert names == [APPROVE_READ, "reject"]
    state = page.current_workflow_task_state
    shown = asked_of(page.get_latest_revision()).digest
    page.current_workflow_task.on_action(state, reader, APPROVE_READ, have_read=True, shown=shown)
    assert PublicationPage.objects.get().live
    other = draft(library["nb"], "annen", a_file(), by=writer, lead="Vi så. Tsjibisjova sang.")
    with pytest.raises(RuleNotMet):
        other.get_latest_revision().publish(user=reader)


def test_web_61_a_word_in_small_letters_is_asked_about_once_in_the_house(library, writer, reader):
    held_of(("Vera Sosnova", "person"))
    page = draft(library["nb"], "rapport", a_file(), by=writer, lead="Det kan være slik.")
    assert "være" in stopped(page, "WEB-61", by=reader)
    vouched(page, by=reader)
    other = draft(library["nb"], "annen", a_file(), by=writer, lead="Slik må det være.")
    other.get_latest_revision().publish(user=reader)
    assert PublicationPage.objects.get(pk=other.pk).live


def test_web_61_a_protected_school_with_a_number_stops_a_page(library):
    held_of(("Школа № 7", "organisation"))
    page = draft(library["nb"], "rapport", a_file(), lead="Sammen med Skole nr. 7.")
    assert "Skole nr. 7" in stopped(page, "WEB-61")


def test_web_97_the_editors_are_told_of_a_page_that_is_out_and_comes_to_name_somebody(
    client, library, writer
):
    page = out(library["nb"], "rapport", lead="Sammen med Xenja Tsjibisjova. Qvaxna er en elv.")
    while read_again():
        pass
    assert read_again() == 0
    assert not Message.objects.exists()
    protect()
    while read_again():
        pass
    (told,) = Message.objects.filter(address=writer.email)
    assert f"/pages/{page.pk}/" in told.body
    assert "Tsjibisjova" not in told.body
    held_of(("Qvaxna Sosnova", "person"))
    while read_again():
        pass
    assert Message.objects.filter(address=writer.email, subject_id=page.pk).count() == 2
    while look_again():
        pass
    page.lead = "Uten noen."
    page.save_revision().publish()
    while read_again():
        pass
    assert PageLook.objects.get(page=page).told == ""


def test_web_97_a_page_that_cannot_be_read_stops_no_other(library, writer, monkeypatch):
    out(library["nb"], "rapport", lead="Feil.")
    out(library["nb"], "annen", lead="Med Xenja Tsjibisjova.")
    protect()

    def failing(revision):
        if "Feil." in revision.content["lead"]:
            raise ValueError
        return seen_in_page(revision)

    monkeypatch.setattr(rereading, "seen_in_page", failing)
    while read_again():
        pass
    assert Message.objects.filter(address=writer.email).count() == 1


def test_nobody_vouches_for_a_name(library, writer, reader):
    protect()
    file = a_file(read=Read("Med Xenja Tsjibisjova.", "", is_whole=False), by=writer)
    page = draft(library["nb"], "rapport", file, by=writer)
    vouched(page, by=reader)
    stopped(page, "WEB-63", by=reader)


def test_an_hour_that_was_said_yes_to_is_no_way_around(library, writer, reader):
    file = a_file(papers.pdf("Rapporten ble skrevet med Xenja Tsjibisjova."), by=writer)
    page = draft(library["nb"], "rapport", file, by=writer)
    version = page.get_latest_revision()
    version.approved_go_live_at = timezone.now()
    version.save()
    protect()
    run_due()
    assert not PublicationPage.objects.get().live


def test_the_example_of_a_demonstration_is_made_once_and_names_nobody(client, library):
    make_example()
    make_example()
    names = [
        canaries.Name("Клуб (пример)", "organisation"),
        canaries.Name("Партнёр (пример)", "person"),
    ]
    disclosure.protect_names("applications/1/b", names, by=SYSTEM)
    while look_again():
        pass
    assert PublicationPage.objects.get().live
    for file in LibraryFile.objects.all():
        assert got(client, address_of(file))[0] == 200


# ── The list of documents ────────────────────────────────────────────────────
@pytest.fixture
def at_desk(client, settings, library):
    settings.DEMONSTRATION = True
    editor = UserFactory(roles=[Role.EDITOR], is_demonstration=True)
    client.force_login(editor)
    client.get("/cms/")
    return client


def test_web_68_no_file_is_exchanged_in_the_list_of_documents(at_desk, library):
    file = a_file()
    out(library["nb"], "rapport", file)
    before = file.file_hash
    handed = papers.handed(papers.pdf("En annen."), "b.pdf")
    answer = at_desk.post(
        f"/cms/documents/edit/{file.pk}/", {"title": "Ny", "file": handed, "collection": 1}
    )
    assert "byttes ikke ut" in answer.content.decode()
    assert LibraryFile.objects.get().file_hash == before


def test_web_68_no_file_that_is_used_is_deleted(at_desk, library, media):
    file = a_file()
    draft(library["nb"], "rapport", file)
    at_desk.post(f"/cms/documents/delete/{file.pk}/", follow=True)
    at_desk.post(f"/cms/bulk/website/libraryfile/delete/?id={file.pk}", follow=True)
    assert LibraryFile.objects.filter(pk=file.pk).exists()
    PublicationPage.objects.get().delete()
    at_desk.post(f"/cms/documents/delete/{file.pk}/")
    assert not LibraryFile.objects.exists()


def test_what_is_handed_in_through_the_list_is_cleaned_and_waits(at_desk):
    handed = papers.handed(papers.pdf("Ord."), "kari-nordmann.pdf")
    answer = at_desk.post(
        "/cms/documents/add/", {"title": "Rapport", "file": handed, "collection": 1}
    )
    assert answer.status_code == 302
    file = LibraryFile.objects.get()
    assert "kari" not in file.filename
    assert file.kind == "application/pdf"
    assert file.read_at is None
    assert at_desk.get("/cms/documents/").status_code == 200
    assert at_desk.get(f"/cms/documents/edit/{file.pk}/").status_code == 200
    assert at_desk.get(address_of(file)).status_code == 404
    bad = papers.handed(b"<script>", "a.pdf")
    answer = at_desk.post(
        "/cms/documents/multiple/add/",
        {"files[]": bad, "title": "a"},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert answer.json()["success"] is False
    assert LibraryFile.objects.count() == 1
