//! Layer 4. Finished texts and pages in, complete bytes out; no disk.

pub mod markdown;
pub mod pdf;
pub mod totals;
