//! What is said about setting pages.
