"""The widgets: one a module; they show plain data and know nothing of studies."""
