"""Taking content apart into the parts that people read, and laying two versions side by side."""
