//! Layer 2. Periods, amounts, figures, and what passes between the stages.

mod amount;
mod period;
mod submission;
mod summary;

pub use amount::*;
pub use period::*;
pub use submission::*;
pub use summary::*;
