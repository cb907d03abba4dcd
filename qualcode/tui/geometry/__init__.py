"""Pure geometry of the coding pane: cells, rows, places on screen, steps and selections; knows nothing of Textual."""
