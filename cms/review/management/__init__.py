"""Commands of the review chain."""
