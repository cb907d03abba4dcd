"""Word documents: the walker that reads them, and the template and primitives that write them."""
