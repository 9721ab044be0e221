import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_try(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.DEMONSTRATION = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    import time
    call_command("load_starter", verbosity=0)
    call_command("make_demonstration", verbosity=0)
    b = time.monotonic()
    call_command("make_examples", verbosity=0)
    print("took", time.monotonic() - b)
    from naboskap.assessments.models import Case
    from naboskap.applications.models import Application
    print(list(Application.objects.values_list("key", "status")), list(Case.objects.values_list("status", "officer__name", "case_file__year")))
    from naboskap.projects.models import Story
    print(list(Story.objects.values_list("status", flat=True)))
