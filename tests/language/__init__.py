"""Tests of the language index."""
