"""What the server calls."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

from balises.site.lifeline import end_with

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balises.site.settings")
end_with(os.getppid())  # a web worker left behind by a killed server would go on answering with old code
# Behind a proxy, limits are counted for each network, not once for everybody; from elsewhere no header is believed.
application = wrap_wsgi_with_proxy_headers(get_wsgi_application(), settings.TRUSTED_PROXIES)

# What was loaded stays until the end: a page that builds thousands of rows must not have all of it looked through.
gc.collect()
gc.freeze()
