"""Cut the addresses of reported errors where they held a way in, or told of what is behind sign-in."""

import re

from django.db import migrations

WAY_IN = re.compile(
    r"^((?:/[a-z]{2})?/(?:spor|samtale|ide/takk|invitasjon|bekreft-epost|glemt-passord|cms"
    r"|min-side|saksbehandling)/).+"
)


def cut(apps, schema_editor):
    faults = apps.get_model("website", "PageFault").objects
    for pk, path in faults.values_list("pk", "path").iterator():
        if found := WAY_IN.match(path):
            faults.filter(pk=pk).update(path=f"{found[1]}…/")


class Migration(migrations.Migration):
    dependencies = [("website", "0003_what_is_missed")]

    operations = [migrations.RunPython(cut, migrations.RunPython.noop)]
