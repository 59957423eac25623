//! Layer 3. 交办清单: matters that units raise become numbered items, and people say in a workbook what became of them.
//!
//! In: the workbook as people left it ([`read`]), and what was raised ([`raise`]). Out: the matters that are not in it yet, how all of them stand as of a
//! day ([`standing`]), and the bytes of the workbook with the new rows: behind the rows that are there ([`append`]) or drawn anew ([`draw`]).

mod append;
mod draw;
mod raise;
mod read;
mod source;
mod standing;

pub use append::append;
pub use draw::draw;
pub use raise::{Raised, raise};
pub use read::{Book, Place, read};
pub use standing::{Times, standing};

use jiff::Span;
use jiff::civil::Date;

use crate::campaign::{Campaign, RegisterRules};
use crate::model::{Month, due_date, is_form_end};

/// 办理时限 of a matter that is raised with the form that ends with `form`; `from` is the day of its meeting, or its cut-off.
pub fn deadline(campaign: &Campaign, rules: &RegisterRules, form: Month, from: Date) -> Date {
    match rules.days {
        Some(days) => from.checked_add(Span::new().days(i64::from(days))).unwrap_or(from),
        None => {
            let next = (1..=12).map(|n| form.plus(n)).find(|m| is_form_end(&campaign.cycle, *m)).unwrap_or(form);
            due_date(&campaign.cycle, next)
        }
    }
}
