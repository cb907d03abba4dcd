"""Use cases that join rooms; both faces call these for anything beyond one noun."""
