from django.apps import AppConfig


class LookbackRoom(AppConfig):
    name = "pejl.activities.lookback"
    label = "lookback"
