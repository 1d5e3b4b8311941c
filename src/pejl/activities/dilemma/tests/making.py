"""The two ready-made dilemmas in Danish, with a decision and its line."""

from django.utils import translation

from pejl.activities.dilemma.ready import list_ready
from pejl.activities.dilemma.rules import Config

with translation.override("da"):
    READY = list_ready()
CONFIG = Config(READY, ("Hvem ansætter?",), line=("Ledere", "Afdelinger"))
