//! All integration tests in one binary (the embedded font is linked once), one module a subject.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod campaign;
mod canonical;
mod document;
mod figures;
mod font;
mod intake;
mod layout;
mod layout_properties;
mod layout_tables;
mod measure;
mod paragraph;
mod pdf;
mod sheets;
mod validate;
