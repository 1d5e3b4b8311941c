from django.apps import AppConfig


class DilemmaRoom(AppConfig):
    name = "pejl.activities.dilemma"
    label = "dilemma"
