from django.apps import AppConfig


class PrioritisingRoom(AppConfig):
    name = "pejl.activities.prioritising"
    label = "prioritising"
