from django.db import migrations


def lay_stamp(apps, schema_editor):
    apps.get_model("disclosure", "PublicStamp").objects.get_or_create(pk=1, defaults={"number": 1})


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0001_initial")]

    operations = [migrations.RunPython(lay_stamp, migrations.RunPython.noop)]
