from django.apps import AppConfig


class AccountsRoom(AppConfig):
    name = "pejl.accounts"
    label = "accounts"
