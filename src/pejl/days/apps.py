from django.apps import AppConfig


class DaysRoom(AppConfig):
    name = "pejl.days"
    label = "days"
    jobs = ("pejl.days.rounds.run_rounds",)
