"""From the documents of the store to ``context.Page``, and from there to bytes."""
