//! What is said about workbooks that cannot be read or understood.
