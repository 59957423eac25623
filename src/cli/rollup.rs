//! `roll-up`: the office's own return to the office above.

use super::args::RollUpArgs;
use super::commands::form_period;
use super::{Exit, print, say, say_one};
use crate::pipeline;
use crate::words::rollup as words;
use crate::workspace::Workspace;

pub(super) fn roll_up(ws: &Workspace, args: &RollUpArgs) -> Exit {
    let period = match form_period(ws, &args.period) {
        Ok(period) => period,
        Err(exit) => return exit,
    };
    match pipeline::roll_up(ws, period) {
        Ok(made) => {
            say(&made.questions);
            let form = &ws.campaign.form;
            let open: Vec<&str> = form.fields.iter().filter(|f| !["unit", "period"].contains(&f.id.as_str())).map(|f| f.label.as_str()).collect();
            print(&format!("{}\n{}\n", words::written(&made.path, &made.check, made.cells), words::to_fill(&open, &ws.campaign.form.sign_sheet)));
            Exit::Done
        }
        Err(d) => {
            say_one(d);
            Exit::Refused
        }
    }
}
