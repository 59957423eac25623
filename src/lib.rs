//! hongtou (红头): from the spreadsheets that county offices mail in, to finished official documents.
//!
//! Workbooks go in at the left, finished files come out at the right; every arrow is one function whose types say what is known by then:
//! `intake` → `understand` → `validate` → `aggregate` → `merge` → `document` → `layout` → `export` → `store`; `lint` reads the text and `inspect`
//! measures the pages; from `validate`, `slips` go back to the units. The file to read first is [`pipeline`]. Modules use only modules of lower
//! layers; a test holds the list.

pub mod aggregate;
pub mod audit;
pub mod campaign;
pub mod chart;
pub mod choice;
pub mod cli;
pub mod diag;
pub mod document;
pub mod export;
pub mod font;
pub mod forms;
pub mod inspect;
pub mod intake;
pub mod layout;
pub mod lint;
pub mod merge;
pub mod model;
pub mod origin;
pub mod patch;
pub mod pipeline;
pub mod provenance;
pub mod register;
pub mod report;
pub mod rollup;
pub mod slips;
pub mod store;
pub mod understand;
pub mod validate;
pub mod words;
pub mod workspace;
