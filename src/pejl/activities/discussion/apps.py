from django.apps import AppConfig


class DiscussionRoom(AppConfig):
    name = "pejl.activities.discussion"
    label = "discussion"
