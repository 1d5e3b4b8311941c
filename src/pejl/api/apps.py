from django.apps import AppConfig


class ApiRoom(AppConfig):
    name = "pejl.api"
    label = "api"
    jobs = (
        "pejl.api.noticing.notice_changes",
        "pejl.api.delivering.queue_due",
        "pejl.api.delivering.forget_old",
    )
