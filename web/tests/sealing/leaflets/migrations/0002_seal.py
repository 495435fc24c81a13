from django.db import migrations

from balises.shared.sealed_rows import SealRows


class Migration(migrations.Migration):
    dependencies = [("leaflets", "0001_initial")]
    operations = [SealRows("Leaflet")]
