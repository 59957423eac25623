//! Layer 3. Workbook in, facts out: which sheet, header and column is what, and what a person meant.
