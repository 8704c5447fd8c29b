"""The forms of this room, one file each."""
