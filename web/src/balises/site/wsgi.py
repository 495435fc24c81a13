"""What the server calls."""

import os

from django.core.wsgi import get_wsgi_application

from balises.site.lifeline import end_with

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balises.site.settings")
end_with(os.getppid())  # a web worker left behind by a killed server would go on answering with old code
application = get_wsgi_application()
