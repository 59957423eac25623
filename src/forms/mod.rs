//! Layer 4. The blank, prefilled workbooks for the units.
