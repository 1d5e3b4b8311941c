from django.urls import path

from pejl.mail import views

urlpatterns = [
    path("mail/", views.show_outbox, name="outbox"),
    path("mail/hours/", views.edit_hours, name="quiet_hours"),
    path("mail/<int:message_id>/", views.show_message, name="message"),
    path("mail/<int:message_id>/again/", views.send_once_more, name="send_again"),
    path("mail/<int:message_id>/cancel/", views.cancel_message, name="cancel_message"),
    path("mail/<int:message_id>/back/", views.mark_back, name="mark_back"),
    path("mail/stop/<str:link>/", views.stop, name="stop_mail"),
]
