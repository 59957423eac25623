//! `templates`: what there is of them, and what each may use.

use super::args::TemplatesArgs;
use super::{Exit, print, say};
use crate::pipeline;
use crate::report::templates as report;
use crate::words::templates as words;
use crate::workspace::Workspace;

pub(super) fn templates(ws: &Workspace, args: &TemplatesArgs) -> Exit {
    let (text, found) = match &args.paper {
        None => match pipeline::template_faults(ws) {
            Ok(found) => (report::overview(&ws.campaign, &ws.templates), found),
            Err(found) => {
                say(&found);
                return Exit::Refused;
            }
        },
        Some(name) => match pipeline::template_of(ws, name) {
            Ok((subject, found)) => (report::detail(&ws.campaign, &ws.templates, &subject), found),
            Err(found) => {
                say(&found);
                return Exit::Refused;
            }
        },
    };
    print(&format!("{text}\n{}\n", words::faults(&found)));
    say(&found);
    if found.has_errors() { Exit::Findings } else { Exit::Done }
}
