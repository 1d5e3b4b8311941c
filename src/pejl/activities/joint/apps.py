from django.apps import AppConfig


class JointRoom(AppConfig):
    name = "pejl.activities.joint"
    label = "joint"
