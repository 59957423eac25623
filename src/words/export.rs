//! What is said while files are made.
