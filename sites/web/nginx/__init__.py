"""The configuration of nginx, made from the registry."""
