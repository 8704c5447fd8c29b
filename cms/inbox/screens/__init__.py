"""The screens of this room, one file each."""
