from django.urls import path

from balises.boxes import views

app_name = "boxes"
urlpatterns = [
    path("j/", views.join, name="join"),
    path("j", views.join, name="join_bare"),
    path("j/<str:code>", views.follow_code, name="follow_code"),
    path("o/<slug:organisation>/garantie", views.guarantor, name="guarantor"),
]
