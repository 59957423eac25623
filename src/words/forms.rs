//! What stands on the forms and is said about making them.
