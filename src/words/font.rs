//! What is said about fonts.
