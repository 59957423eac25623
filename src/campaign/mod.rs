//! Layer 2. The campaign: everything about one office and one drive that is not code, typed and checked.
//!
//! In: the TOML files of `inputs/`. Out: a [`Campaign`] whose references all lead somewhere.

mod dates;
mod load;
mod lookup;
mod types;

pub use lookup::UnitName;
pub use types::*;
