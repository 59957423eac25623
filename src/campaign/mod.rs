//! Layer 2. The campaign: everything about one office and one drive that is not code, typed and checked.
