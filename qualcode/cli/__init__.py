"""The command line: one module a noun, a thin face over studies and workflows."""
