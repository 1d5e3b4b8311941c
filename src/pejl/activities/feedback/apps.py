from django.apps import AppConfig


class FeedbackRoom(AppConfig):
    name = "pejl.activities.feedback"
    label = "feedback"
