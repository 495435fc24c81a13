from django.urls import path

from balises.meetings import views

app_name = "meetings"

urlpatterns = [
    path("o/<slug:organisation>/rencontres", views.meetings, name="list"),
    path("o/<slug:organisation>/rencontres/nouvelle", views.plan, name="plan"),
    path("o/<slug:organisation>/rencontres/<int:pk>", views.run, name="run"),
    path("p/<slug:organisation>/rencontre/<str:token>", views.registration, name="registration"),
    path("<slug:organisation>/rencontres", views.public_list, name="public_list"),
    path("<slug:organisation>/rencontres/<slug:slug>", views.meeting, name="public"),
    path("<slug:organisation>/rencontres/<slug:slug>/demande", views.asked, name="asked"),
    path("<slug:organisation>/rencontres/<slug:slug>.ics", views.calendar, name="calendar"),
]
