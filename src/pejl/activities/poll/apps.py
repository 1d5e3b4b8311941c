from django.apps import AppConfig


class PollRoom(AppConfig):
    name = "pejl.activities.poll"
    label = "poll"
