from django.urls import path

from pejl.peers import views

urlpatterns = [
    path("days/<int:day_id>/peers/", views.show_overview, name="peers"),
    path("p/peers/", views.show_mine, name="my_peers"),
    path("p/peers/calendar.ics", views.get_calendar, name="peers_calendar"),
    path("l/<str:link>/peers/", views.enter_peers, name="enter_peers"),
]
