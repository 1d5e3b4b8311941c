"""Files on their way in."""

from datetime import timedelta

from django import forms
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pejl.interchange.models import Upload
from pejl.interchange.table_types import MAX_BYTES
from pejl.people.models import Organisation


class FileForm(forms.Form):
    file = forms.FileField(label=_("File"), allow_empty_file=True)

    def clean_file(self) -> "forms.FileField":
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("The file is larger than 10 MB. Keep the sheet with the leaders only.")
            )
        return file  # type: ignore[no-any-return]


def keep_upload(organisation: Organisation, form: FileForm) -> Upload:
    """Keeps the file for a day at most, and forgets older ones."""
    Upload.objects.filter(created_at__lt=timezone.now() - timedelta(days=1)).delete()
    file = form.cleaned_data["file"]
    name = (file.name or "")[-200:]
    return Upload.objects.create(organisation=organisation, filename=name, data=file.read())


def find_upload(organisation: Organisation, upload_id: int) -> Upload:
    return get_object_or_404(Upload, id=upload_id, organisation=organisation)
