"""Frozen dataclasses that all layers share, one module a noun; no behaviour beyond what follows from the fields."""
