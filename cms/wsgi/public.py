"""The public side as a WSGI application: what nginx passes on to Python."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.public")
application = get_wsgi_application()
