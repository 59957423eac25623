//! `register`: a period's matters into the 交办清单.

use super::args::RegisterArgs;
use super::{Exit, commands, print, say};
use crate::pipeline;
use crate::words::register as words;
use crate::workspace::Workspace;

pub(super) fn register(ws: &Workspace, args: &RegisterArgs) -> Exit {
    let period = match commands::form_period(ws, &args.period) {
        Ok(period) => period,
        Err(exit) => return exit,
    };
    match pipeline::enter(ws, period, args.list) {
        Ok(entered) => {
            say(&entered.found);
            let mut out = String::new();
            for item in &entered.items {
                let deadline = item.deadline.map(|d| d.to_string()).unwrap_or_default();
                out.push_str(&words::line(&item.number, &item.units.join("、"), &item.matter, &item.lead, &deadline));
            }
            out.push_str(&words::sum(&entered.path, entered.items.len(), args.list, entered.new_file));
            print(&out);
            Exit::Done
        }
        Err(found) => {
            say(&found);
            Exit::Refused
        }
    }
}
