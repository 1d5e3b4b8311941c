from django.apps import AppConfig


class AskingRoom(AppConfig):
    name = "pejl.activities.asking"
    label = "asking"
