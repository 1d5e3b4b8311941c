from django.apps import AppConfig


class DialoguesRoom(AppConfig):
    name = "pejl.activities.dialogues"
    label = "dialogues"
