from django.apps import AppConfig


class NeedsRoom(AppConfig):
    name = "pejl.activities.needs"
    label = "needs"
