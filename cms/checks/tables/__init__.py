"""Tables that checks look things up in."""
