//! Layer 2. Charts: what is drawn where people would rather look than read.
//!
//! A [`Chart`] is data: finished words, exact values, what is missing said as such. [`draw`] gives its lines, areas and texts, the same for the
//! page and for the picture file that stands beside a text ([`svg`]); a picture of ours carries its data and can be read back from its bytes.

mod bars;
mod data;
mod drawing;
mod lines;
pub mod svg;
mod write;

pub use data::{Chart, Fault, Kind, Point, Reference, Row, Series};
pub use drawing::{Anchor, Drawing, Mark, Outline, draw};

#[cfg(test)]
mod tests;
