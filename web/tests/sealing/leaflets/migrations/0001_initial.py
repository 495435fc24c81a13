import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Folder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=50)),
            ],
        ),
        migrations.CreateModel(
            name="Leaflet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=30, unique=True)),
                ("body", models.TextField(blank=True)),
                ("folder", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="leaflets.folder")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("folder", "number"), name="one_leaflet_per_number"),
                ],
            },
        ),
    ]
