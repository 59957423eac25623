//! Layer 5. Reads and writes `out`: whole files or none, edits of people kept.
