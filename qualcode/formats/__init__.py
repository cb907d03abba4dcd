"""Bytes in and out, knowing nothing of studies: the gate that files from outside meet, tables, Word."""
