from django.apps import AppConfig


class FollowupRoom(AppConfig):
    name = "pejl.followup"
    label = "followup"
    jobs = ("pejl.followup.asking.follow_up",)
