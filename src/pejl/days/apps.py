from django.apps import AppConfig


class DaysRoom(AppConfig):
    name = "pejl.days"
    label = "days"
    jobs = (
        "pejl.days.run.release_due",
        "pejl.days.rounds.run_rounds",
        "pejl.days.run.forget_rounds",
    )
