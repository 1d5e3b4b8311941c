from django.apps import AppConfig


class WordingRoom(AppConfig):
    name = "pejl.activities.wording"
    label = "wording"
