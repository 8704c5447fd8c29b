"""Template tags of the review chain."""
