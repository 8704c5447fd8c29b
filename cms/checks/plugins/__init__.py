"""The checks, one file each: a function ``check(material)`` that yields findings. A new file here is a new check."""
