//! Layer 5. Diagnostics, boards and summaries drawn for people or as JSON.

pub mod figures;
