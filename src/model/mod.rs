//! Layer 2. Periods, amounts, figures, and what passes between the stages.

mod amount;
mod calendar;
mod choice;
mod earlier;
mod facts;
mod figure;
mod form;
mod period;
mod read;
mod register;
mod standing;
mod submission;
mod summary;

pub use amount::*;
pub use calendar::*;
pub use choice::*;
pub use earlier::*;
pub use facts::*;
pub use figure::*;
pub use form::*;
pub use period::*;
pub use read::*;
pub use register::*;
pub use standing::*;
pub use submission::*;
pub use summary::*;
