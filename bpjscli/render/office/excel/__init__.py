"""The sheets of an Excel workbook."""
