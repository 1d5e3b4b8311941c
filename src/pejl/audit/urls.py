from django.urls import path

from pejl.audit import pages

urlpatterns = [path("organisation/audit/", pages.show_entries, name="audit")]
