from django.apps import AppConfig


class NextstepsRoom(AppConfig):
    name = "pejl.activities.nextsteps"
    label = "nextsteps"
