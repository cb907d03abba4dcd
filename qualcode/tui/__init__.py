"""The terminal interface: a thin face over :class:`qualcode.study.Study` and the workflows."""
