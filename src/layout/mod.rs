//! Layer 3. Document in, [`Pages`] out.

mod pages;
pub mod paragraph;
pub mod shape;
pub mod title;

pub use pages::*;
