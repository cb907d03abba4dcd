"""The screen in a browser on this machine: who may come in, the page, and one process a browser tab.

textual-serve brings the terminal that runs in the page and the packets between page and screen. It asks nobody who
they are, so everything about that is here (:mod:`qualcode.tui.browser.gate`), and its page, which loads a font from
the network, is not used.
"""
