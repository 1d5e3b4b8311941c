from django.apps import AppConfig


class EvaluationRoom(AppConfig):
    name = "pejl.activities.evaluation"
    label = "evaluation"
