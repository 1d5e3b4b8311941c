"""The addresses of accounts that are there already count as theirs: they were given at the shell."""

from django.db import migrations


def keep_addresses(apps, schema_editor):
    user_model = apps.get_model("auth", "User")
    address_model = apps.get_model("account", "EmailAddress")
    address_model.objects.bulk_create(
        address_model(user=user, email=user.email.lower(), primary=True, verified=True)
        for user in user_model.objects.exclude(email="")
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [migrations.RunPython(keep_addresses, migrations.RunPython.noop)]
