from django.apps import AppConfig


class NowpictureRoom(AppConfig):
    name = "pejl.activities.nowpicture"
    label = "nowpicture"
