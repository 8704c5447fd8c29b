"""The same content as Wagtail pages, built by wagtail-bakery: a project of its own that imports nothing of Sumu."""
