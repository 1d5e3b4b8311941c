from django.apps import AppConfig


class TalkRoom(AppConfig):
    name = "pejl.activities.talk"
    label = "talk"
