"""The application school: it leads and examines nobody; what one marks is one's own."""

import shutil

import pytest
from django.utils import timezone

from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.models import LessonProgress
from naboskap.advice.queries import progress_of
from naboskap.website.actions import load_pages

LESSON = "/sokeskolen/planlegg-sammen/"
KEEP = f"{LESSON}husk/"
FEW = ("00-forside.md", "sokeskolen.md", "2-planlegg-sammen.md", "2b-vis-samarbeidet.md")


@pytest.fixture
def school(db, tmp_path, settings):
    for code in ("nb", "ru"):
        (tmp_path / code).mkdir()
        for name in FEW:
            shutil.copy(settings.ROOT / "starter/pages" / code / name, tmp_path / code / name)
    load_pages(tmp_path)


@pytest.fixture
def learner(client):
    person = UserFactory()
    client.force_login(person)
    return person


def main(answer):
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


def test_a_lesson_has_a_checklist_a_test_and_something_to_do(client, school):
    text = main(client.get(LESSON))

    assert text.count("data-tick") == 5
    assert text.count('class="nk-answer"') == 6
    assert text.count('data-right="no"') == 3
    assert 'href="/min-side/naa/basics/"' in text
    assert 'href="/ru/min-side/naa/basics/"' in main(client.get(f"/ru{LESSON}"))


def test_a_visitor_is_asked_for_nothing_and_given_no_cookie(client, school):
    answer = client.get(LESSON)

    assert not answer.cookies
    assert "<form" not in main(answer)
    assert 'data-school="planlegg-sammen"' in main(answer)
    assert "school.js" in answer.content.decode()


def test_a_step_with_two_lessons_is_one_step(client, school):
    text = main(client.get("/sokeskolen/vis-samarbeidet/"))

    assert "steg 2 av 1" in text  # Two lessons ship here, and both are of the second step.
    steps = text.partition('class="nk-steps"')[2].partition("</ol>")[0]
    assert steps.count("<li") == 1
    assert f'href="{LESSON}"' in steps
    assert "<strong>Vis samarbeidet</strong>" in steps
    assert "sokeskolen/vis-samarbeidet" in main(client.get(LESSON)).partition("nk-onward")[2]


def test_who_is_signed_in_keeps_their_ticks_in_both_languages(client, school, learner):
    answer = client.post(KEEP, {"act": "tick", "tick": ["2", "5", "x", "999"]})

    assert answer.url == f"{LESSON}#check"
    assert LessonProgress.objects.get().ticked == [2, 5]
    for prefix in ("", "/ru"):
        assert main(client.get(f"{prefix}{LESSON}")).count(" checked") == 2
    client.post(KEEP, {"act": "tick"})
    assert main(client.get(LESSON)).count(" checked") == 0


def test_a_lesson_is_marked_and_the_mark_is_taken_away(client, school, learner):
    client.post(KEEP, {"act": "done"})
    assert LessonProgress.objects.get().done_at <= timezone.now()
    assert "Du har gått gjennom" in main(client.get(LESSON))
    # A step is gone through when all its lessons are.
    assert 'data-state="done"' not in main(client.get("/sokeskolen/"))
    client.post("/sokeskolen/vis-samarbeidet/husk/", {"act": "done"})
    assert 'data-state="done"' in main(client.get("/sokeskolen/"))

    client.post(KEEP, {"act": "undo"})

    assert 'data-state="done"' not in main(client.get("/sokeskolen/"))


def test_nobody_reads_what_another_has_marked(client, school, learner):
    client.post(KEEP, {"act": "done"})

    assert progress_of(UserFactory()) == []
    client.logout()
    assert "Du har gått gjennom" not in main(client.get(LESSON))


def test_only_lessons_are_kept_and_only_for_who_is_signed_in(client, school):
    answer = client.post(KEEP, {"act": "done"})
    assert answer.status_code == 302
    assert "logg-inn" in answer.url
    client.force_login(UserFactory())
    assert client.post("/sokeskolen/ukjent/husk/", {"act": "done"}).status_code == 404
    assert client.get(KEEP).status_code == 405
    assert not LessonProgress.objects.exists()
