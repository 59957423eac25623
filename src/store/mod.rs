//! Layer 5. Reads and writes the `out` folder: a file appears whole or not at all, and what a person edited is never overwritten.
//!
//! In: generated texts and finished bytes. Out: files, and the manifest by which the next run knows which texts are still its own.

mod manifest;
mod outbox;

pub use manifest::*;
pub use outbox::*;
