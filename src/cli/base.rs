//! `base`: the blank workbook for last year's figures.

use super::args::BaseArgs;
use super::{Exit, print, say_one};
use crate::model::{Month, start_month};
use crate::pipeline;
use crate::words::base as words;
use crate::workspace::Workspace;

pub(super) fn base(ws: &Workspace, args: &BaseArgs) -> Exit {
    let start = start_month(&ws.campaign);
    // The last year of which the campaign has not every month itself.
    let year = args.year.or_else(|| start.map(|s| if s.month == 1 { s.year - 1 } else { s.year }));
    let before = |y: &i16| *y >= 1900 && start.is_none_or(|s| Month { year: *y, month: 1 } < s);
    let Some(year) = year.filter(before) else {
        eprintln!("{}", words::year_in_campaign(&args.year.map(|y| y.to_string()).unwrap_or_default(), &ws.campaign.campaign.start));
        return Exit::Refused;
    };
    match pipeline::base_form(ws, year) {
        Ok((path, rows)) => {
            print(&format!("{}\n", words::written(&path, rows)));
            Exit::Done
        }
        Err(d) => {
            say_one(d);
            Exit::Refused
        }
    }
}
