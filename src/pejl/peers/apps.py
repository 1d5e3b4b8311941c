from django.apps import AppConfig


class PeersRoom(AppConfig):
    name = "pejl.peers"
    label = "peers"
