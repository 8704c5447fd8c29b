"""Reading the text of attachments. Nothing here knows Django: it runs in a process of its own (``__main__``)."""

READERS = 1
"""Version of the readers: raised when they read more or otherwise, so that kept readings are made anew."""
