//! Layer 2. Periods, amounts, figures, and what passes between the stages.

mod amount;
mod calendar;
mod facts;
mod form;
mod period;
mod submission;
mod summary;

pub use amount::*;
pub use calendar::*;
pub use facts::*;
pub use form::*;
pub use period::*;
pub use submission::*;
pub use summary::*;
