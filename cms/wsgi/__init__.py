"""One WSGI module for each side; each chooses its own settings."""
