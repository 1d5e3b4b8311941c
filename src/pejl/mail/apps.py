from django.apps import AppConfig


class MailRoom(AppConfig):
    name = "pejl.mail"
    label = "mail"
    jobs = ("pejl.mail.jobs.prune_tasks",)
