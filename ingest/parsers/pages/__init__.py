"""From words at places on pages, whether a PDF states them or OCR reads them, to the pieces of a document."""
