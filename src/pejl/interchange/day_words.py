"""What is wrong with a file, for the one who brought it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.interchange.zips import Unsound

# As `Unsound` says them: kept here, since what raises it knows nothing of languages.
FAULTS = (
    gettext_lazy("It is no archive of Pejl: it has no manifest that can be read."),
    gettext_lazy("Its manifest is too large."),
    gettext_lazy("It has format %(format)s; this Pejl knows %(known)s."),
    gettext_lazy("It says a size below nothing."),
    gettext_lazy("It would unpack to far more than such a file does."),
    gettext_lazy("What it holds is not what its manifest says."),
    gettext_lazy("It has two files of one name."),
    gettext_lazy("“%(part)s” is not as large as the manifest says."),
    gettext_lazy("“%(part)s” is no plain file."),
    gettext_lazy("“%(part)s” has no place in a day’s archive."),
    gettext_lazy("“%(part)s” has changed since the file was made."),
    gettext_lazy("“%(part)s” has more lines than any day has."),
    gettext_lazy("“%(part)s”, line %(line)s: %(why)s."),
    gettext_lazy("“%(part)s” has people without an id."),
    gettext_lazy("“%(part)s” names people who are not there."),
    gettext_lazy("“%(part)s” is no picture."),
    gettext_lazy("“%(part)s” says no colour."),
    gettext_lazy("It cannot be unpacked (%(why)s)."),
    gettext_lazy("It cannot be stored (%(why)s)."),
    gettext_lazy("It is larger than a day’s archive can be."),
    gettext_lazy("It does not hold one day."),
    gettext_lazy("Its results cannot be worked out (%(why)s)."),
)


def explain(fault: Unsound) -> str:
    said = _(fault.text)
    return said % fault.facts if fault.facts else said
