//! What is said about figures.
