//! Layer 5. Diagnostics, boards and summaries drawn for people or as JSON.

pub mod board;
pub mod figures;
pub mod findings;
pub mod fonts;
pub mod inspection;
pub mod lint;
pub mod read;
pub mod templates;
