//! Layer 2. The campaign: everything about one office and one drive that is not code, typed and checked.
//!
//! In: the TOML files of `inputs/`. Out: a [`Campaign`] whose references all lead somewhere.

mod check;
mod dates;
mod fit;
mod form;
mod indicators;
mod items;
mod load;
mod lookup;
mod outgoing;
mod papers;
mod readings;
mod register;
mod shape;
mod types;
mod view;

pub use form::*;
pub use indicators::*;
pub use items::*;
pub use lookup::UnitName;
pub use outgoing::*;
pub use papers::{PLACEHOLDERS, due_in_next_month};
pub use readings::{ConfirmedTable, Readings};
pub use register::*;
pub use types::*;
