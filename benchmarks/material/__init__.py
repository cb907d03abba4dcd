"""Seeded material that benchmarks and tests work on."""
