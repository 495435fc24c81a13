from django.urls import include, path

from balises.site import views

urlpatterns = [
    path("", views.home, name="home"),
    path("sante", views.health, name="health"),
    path("o/compte/", include("allauth.account.urls")),
    path("", include("balises.library.urls")),
    path("", include("balises.register.urls")),
]
