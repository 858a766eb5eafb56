"""What the office formats are made of: packages of XML parts, widths of text, Word's and Excel's own notions."""
