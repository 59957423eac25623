//! Layer 3. Document in, [`Pages`] out.

mod pages;

pub use pages::*;
