from django.apps import AppConfig


class PauseRoom(AppConfig):
    name = "pejl.activities.pause"
    label = "pause"
