//! What is said about what a unit reported.
