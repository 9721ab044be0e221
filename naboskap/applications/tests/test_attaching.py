"""A paper is an answer: a file, a day, or a few words; and what was promised comes."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications import papers, tasks
from naboskap.applications.actions import (
    PartChanged,
    hand_in_attachment,
    remove_attachment,
    save_attachment,
    submit_application,
)
from naboskap.applications.content import content_of, digest_of
from naboskap.applications.gaps import gaps_of
from naboskap.applications.models import Attachment
from naboskap.applications.profile import facts_from
from naboskap.applications.queries import draft_of, papers_of
from naboskap.applications.tests.factories import NOW
from naboskap.audit.queries import trail_of
from naboskap.core.errors import RuleNotMet
from naboskap.guidelines.vocabulary import ATTACHMENTS
from naboskap.notifications.models import Message
from naboskap.records.actions import take_in
from naboskap.records.models import Document
from naboskap.records.queries import folder, read_document
from naboskap.records.tests import samples

pytestmark = pytest.mark.django_db
SOON = date(2021, 10, 20)
FILE = ("Vedtekter for Demoskolen.pdf", samples.PDF)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def answer(application, *, by, key="one", kind="statutes", state="here", **facts):
    facts.setdefault("file", FILE if state == "here" else None)
    return save_attachment(application, key=key, kind=kind, state=state, by=by, **facts)


def test_a_file_is_kept_under_a_neutral_name(application, lead):
    row = answer(application, by=lead)

    assert read_document(row.document) == samples.PDF
    assert row.document.file_name == f"vedtekter-{row.document.sha256[:8]}.pdf"
    assert (row.file_name, row.document.scan) == (FILE[0], "waiting")
    [line] = [one for one in trail_of(application) if one.action.endswith("save_attachment")]
    assert line.data["kind"] == "statutes"
    assert "Demoskolen" not in str(line.data)


def test_a_picture_is_kept_without_its_place(application, lead):
    row = answer(application, by=lead, file=("bilde.jpg", samples.from_a_telephone()))

    assert b"Telefonmerket" not in read_document(row.document)


@pytest.mark.parametrize(
    ("state", "facts"),
    [
        ("later", {"due_on": SOON}),
        ("known", {"note": "Sendt i fjor"}),
        ("from_other", {"note": "Kommunen sender det"}),
        ("none", {"note": "Vi er en løs gruppe"}),
    ],
)
def test_an_answer_needs_no_file(state, facts, application, lead):
    answer(application, by=lead, state=state, **facts)

    [paper] = papers_of(application)
    assert (paper.state, paper.due_on, paper.note) == (
        state,
        facts.get("due_on"),
        facts.get("note", ""),
    )
    assert (paper.sha256, paper.is_here) == ("", False)
    assert paper.is_awaited == (state in {"later", "from_other"})


@pytest.mark.parametrize(
    ("rule", "facts"),
    [
        ("APP-71", {"kind": "passport"}),
        ("APP-71", {"kind": "other"}),
        ("APP-72", {"file": None}),
        ("APP-73", {"state": "later"}),
        ("APP-73", {"state": "later", "due_on": date(2021, 10, 3)}),
        ("APP-73", {"state": "later", "due_on": date(2022, 10, 6)}),
        ("APP-74", {"state": "known"}),
        ("APP-74", {"state": "from_other", "note": "  "}),
        ("APP-74", {"state": "none"}),
        ("REC-2", {"file": ("side.html", samples.HTML)}),
        ("REC-2", {"file": ("tegning.svg", samples.SVG)}),
        ("REC-3", {"file": ("tom.pdf", b"")}),
        ("REC-5", {"file": ("side.pdf", samples.HTML)}),
        ("REC-1", {"file": ("../../etc/passwd.pdf", samples.PDF)}),
        ("REC-11", {"file": ("stor.docx", samples.bomb())}),
        ("REC-13", {"file": ("halv.pdf", samples.PDF[:30] + b" " * 3000)}),
    ],
)
def test_what_is_refused(rule, facts, application, lead):
    with pytest.raises(RuleNotMet) as refused:
        answer(application, by=lead, **facts)

    assert refused.value.rule == rule
    assert not Attachment.objects.exists()
    assert not Document.objects.exists()
    assert not folder().exists()


def test_today_and_a_year_from_today_are_days_too(application, lead):
    answer(application, by=lead, state="later", due_on=NOW.date())
    answer(application, by=lead, key="b", kind="cv", state="later", due_on=date(2022, 10, 5))


def test_a_second_click_brings_the_same_paper(application, lead):
    assert answer(application, by=lead) == answer(application, by=lead)
    assert Document.objects.count() == 1


def test_a_kind_is_answered_for_once(application, lead, partner):
    row = answer(application, by=lead)
    with pytest.raises(RuleNotMet) as refused:
        answer(application, by=partner, key="two")
    assert refused.value.rule == "APP-71"
    for number in range(2):
        answer(application, by=lead, key=f"other-{number}", kind="other", called="Kart")
    assert Attachment.objects.count() == 3
    row.pk, row.key = None, "three"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_there_is_room_for_so_much(application, lead, monkeypatch):
    answer(application, by=lead)
    monkeypatch.setattr("naboskap.applications.actions.attaching.ROOM", 2 * len(samples.PDF))
    answer(application, by=lead, key="b", kind="cv")
    with pytest.raises(RuleNotMet) as refused:
        answer(application, by=lead, key="c", kind="budget_detail")
    assert refused.value.rule == "APP-75"
    # What takes another's place needs no more room.
    [first, _second] = papers_of(application)
    answer(application, by=lead, pk=first.pk, read_revision=first.revision)


def test_there_is_room_for_so_many(application, lead):
    for number in range(papers.MOST):
        answer(
            application, by=lead, key=f"k-{number}", kind="other", called="Kart", state="none",
            note="Ikke tegnet",
        )  # fmt: skip
    with pytest.raises(RuleNotMet) as refused:
        answer(application, by=lead, key="more")
    assert refused.value.rule == "APP-76"


def test_two_who_answer_at_once_meet(application, lead, partner):
    row = answer(application, by=lead)
    answer(application, by=partner, pk=row.pk, read_revision=1, state="later", due_on=SOON)
    with pytest.raises(PartChanged) as met:
        answer(application, by=lead, pk=row.pk, read_revision=1, state="none", note="Nei")
    assert met.value.theirs["state"] == "later"


def test_what_nobody_types_is_left_out(application, lead):
    note = "Sendt\x1f i fjor\n(mars)"
    assert answer(application, by=lead, state="known", note=note).note == "Sendt i fjor\n(mars)"
    assert papers_of(application)[0].note == "Sendt i fjor\n(mars)"


def test_a_file_stays_when_only_the_words_change(application, lead):
    row = answer(application, by=lead, kind="other", called="Kart")
    again = answer(
        application, by=lead, kind="other", called="Kart over ruta", pk=row.pk, read_revision=1,
        file=None,
    )  # fmt: skip
    assert (again.document, again.called, again.revision) == (row.document, "Kart over ruta", 2)


def test_a_paper_is_taken_away_once(application, lead):
    row = answer(application, by=lead)
    for _click in range(2):
        remove_attachment(application, pk=row.pk, read_revision=1, by=lead)
    assert papers_of(application) == ()
    assert read_document(Document.objects.get()) == samples.PDF  # Nothing is lost.


def test_who_may_not_write_adds_no_paper(application):
    with pytest.raises(PermissionDenied):
        answer(application, by=UserFactory())
    assert not folder().exists()


def test_what_is_sent_tells_each_paper_and_the_digest_of_its_file(ready, lead):
    row = answer(ready, by=lead)
    answer(ready, by=lead, key="b", kind="cv", state="later", due_on=SOON)

    content = submit_application(ready, by=lead).content

    assert content["attachments"] == [
        {
            "kind": "statutes",
            "called": "",
            "state": "here",
            "note": "",
            "due_on": None,
            "name": FILE[0],
            "sha256": row.document.sha256,
        },
        {
            "kind": "cv",
            "called": "",
            "state": "later",
            "note": "",
            "due_on": "2021-10-20",
            "name": "",
            "sha256": "",
        },
    ]


def test_without_papers_the_text_s_digest_is_what_it_was(ready):
    content = content_of(draft_of(ready))
    assert "attachments" not in content
    assert digest_of(content) == digest_of({**content})


def test_only_what_was_promised_comes_later(ready, lead, partner):
    answer(ready, by=lead, state="none", note="Finnes ikke")
    row = answer(ready, by=lead, key="b", kind="cv", state="later", due_on=SOON)
    taken = take_in("cv.pdf", samples.PDF)

    def send(pk):
        return hand_in_attachment(ready, taken, pk=pk, file_name="cv.pdf", by=partner)

    with pytest.raises(RuleNotMet) as refused:
        send(row.pk)  # Not sent yet: one answers on the paper's own page.
    assert refused.value.rule == "APP-78"
    snapshot = submit_application(ready, by=lead)
    with pytest.raises(RuleNotMet):
        answer(ready, by=lead, pk=row.pk, read_revision=1, state="none", note="Nei")
    for pk in (Attachment.objects.get(kind="statutes").pk, 0):
        with pytest.raises(RuleNotMet) as refused:
            send(pk)
        assert refused.value.rule == "APP-78"

    assert send(row.pk).state == "here"

    with pytest.raises(RuleNotMet):
        send(row.pk)
    before = dict(snapshot.content)
    snapshot.refresh_from_db()
    assert snapshot.content == before


def test_a_promise_is_remembered_once(application, lead, partner):
    answer(application, by=lead, state="later", due_on=SOON)
    Message.objects.all().delete()
    for days, told in ((12, 0), (13, 2), (14, 0)):
        with time_machine.travel(NOW + timedelta(days=days)):
            tasks.run_due()
        assert Message.objects.filter(kind="applications.paper_due").count() == told, days
        Message.objects.all().delete()


def test_another_day_is_remembered_anew(application, lead):
    row = answer(application, by=lead, state="later", due_on=SOON)
    Attachment.objects.update(reminded_at=NOW)
    answer(
        application, by=lead, pk=row.pk, read_revision=1, state="later", due_on=date(2021, 12, 1)
    )
    assert Attachment.objects.get().reminded_at is None


def test_a_file_with_a_virus_is_told_once_and_stops_the_sending(ready, lead, partner):
    answer(ready, by=lead)
    Document.objects.update(scan="infected")
    Message.objects.all().delete()

    tasks.run_due()
    tasks.run_due()

    told = Message.objects.filter(kind="applications.paper_kept_out")
    assert {one.address for one in told} == {lead.email, partner.email}
    assert [gap.code for gap in gaps_of(draft_of(ready), (), needs_partner=True)] == ["kept_out"]
    with pytest.raises(RuleNotMet) as refused:
        submit_application(ready, by=lead)
    assert refused.value.rule == "APP-15"


def test_every_state_stands_in_the_table(application, lead):
    assert set(papers.STATES) == set(Attachment.State.values)
    row = answer(application, by=lead)
    for wrong in ({"state": "gone"}, {"document": None}, {"state": "later"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Attachment.objects.filter(pk=row.pk).update(**wrong)


@pytest.mark.parametrize(
    ("state", "counts"),
    [("here", True), ("later", True), ("known", True), ("from_other", True), ("none", False)],
)
def test_the_guidelines_count_on_what_is_here_or_promised(state, counts, application, lead):
    more = {"due_on": SOON} if state == "later" else {"note": "I fjor"}
    answer(application, by=lead, state=state, **more)

    facts = facts_from(draft_of(application), on=NOW.date())

    assert facts.attachments == (frozenset({"statutes"}) if counts else frozenset())


def test_what_the_guidelines_can_ask_for_can_be_answered_for():
    assert set(ATTACHMENTS) <= set(papers.KINDS)
