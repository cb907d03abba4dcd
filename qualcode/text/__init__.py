"""Pure functions on text, standard library only: canonical form, words and sentences, spans, find, names."""
