"""PDFs: their lines with places on the page, what runs along every page, and paragraphs."""
