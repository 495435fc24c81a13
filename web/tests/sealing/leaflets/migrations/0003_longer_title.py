from django.db import migrations, models


class Migration(migrations.Migration):
    """SQLite makes a new table for this, copies the rows and drops the old table with its triggers."""

    dependencies = [("leaflets", "0002_seal")]
    operations = [
        migrations.AlterField("leaflet", "title", models.CharField(max_length=60, unique=True)),
    ]
