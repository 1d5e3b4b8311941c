from django.urls import path

from pejl.calendars import views

urlpatterns = [
    path("calendar/<str:feed>.ics", views.give_feed, name="feed"),
    path("account/calendar/", views.show_account_feed, name="account_feed"),
    path("my/<str:link>/calendar/", views.show_my_feed, name="my_feed"),
    path("my/<str:link>/calendar.ics", views.give_calendar, name="my_calendar"),
]
