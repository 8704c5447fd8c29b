"""Tests of the public templates, their texts, assets and fonts."""
