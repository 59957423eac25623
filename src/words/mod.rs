//! Layer 1. Every sentence that the program says to its users, one file a stage, so that they can be read as one text.
//!
//! Functions take plain values and give Chinese text or a whole [`crate::diag::Diagnostic`]; a stage decides *that* something is wrong, here stands how it is said.

pub mod audit;
pub mod base;
pub mod campaign;
pub mod chart;
pub mod choice;
pub mod document;
pub mod export;
pub mod figures;
pub mod font;
pub mod forms;
pub mod inspect;
pub mod intake;
pub mod layout;
pub mod lint;
pub mod merge;
pub mod provenance;
pub mod read;
pub mod received;
pub mod register;
pub mod rollup;
pub mod run;
pub mod slips;
pub mod templates;
pub mod toml;
pub mod totals;
pub mod usage;
pub mod validate;
pub mod value;
