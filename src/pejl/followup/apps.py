from django.apps import AppConfig


class FollowupRoom(AppConfig):
    name = "pejl.followup"
    label = "followup"
    looks_back = "pejl.followup.brief.look_back"
    jobs = ("pejl.followup.asking.follow_up",)
