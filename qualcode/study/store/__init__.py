"""The study file: connection, schema, history and backups; the only room that speaks SQL primitives."""
