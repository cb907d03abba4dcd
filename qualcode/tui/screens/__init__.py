"""The screens: the coding workspace and the help."""
