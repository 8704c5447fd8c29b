"""Chinese for what Wagtail leaves in English."""
