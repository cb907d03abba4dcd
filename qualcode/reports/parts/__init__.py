"""The parts of a report: each a pure function from material and wording to blocks."""
