//! Layer 2. The faces that a paper is set in: roles, where they are found, and what a glyph measures.
//!
//! In: folders and the embedded fallback. Out: one [`FontBook`], built once and shared by all threads.

mod book;
mod discover;
mod face;
mod file;
mod fit;
mod ink;
mod names;
mod outline;
mod role;
mod shelf;
mod signs;
mod weight;

pub use book::{FontBook, GlyphRef, RoleReport};
pub use face::Face;
pub use fit::Fit;
pub use outline::Step;
pub use role::{Class, Role};
