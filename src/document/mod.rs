//! Layer 2. Manuscripts and documents: Markdown with front matter in, the checked tree out.

mod tree;

pub use tree::*;
