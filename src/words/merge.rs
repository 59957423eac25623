//! What is said about templates and merging.
