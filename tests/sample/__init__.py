"""Tests of the sample cluster."""
