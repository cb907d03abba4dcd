"""Tables and codebook files that go between studies and other programs."""
