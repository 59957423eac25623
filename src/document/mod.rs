//! Layer 2. Manuscripts and documents: Markdown with front matter in, the checked tree out.
//!
//! The contract of the Markdown stands in `docs/manuscript.md`. The steps of [`parse`], one file each: `front` and `contract` (front matter), `mask`
//! (what Markdown must not read in its own way), `blocks` and `table` (Markdown events), `inline` and `spaces` (running text), `classes` and `sections`.

mod blocks;
pub(crate) mod chars;
mod classes;
mod contract;
mod escape;
mod front;
mod inline;
mod manuscript;
mod mask;
mod query;
mod sections;
mod source;
mod spaces;
mod table;
mod tree;

pub(crate) use escape::reference;
pub use escape::{escape_text, plain_line, toml_string};
pub use manuscript::{FIGURE_CLOSE, Manuscript, figure_open};
pub use query::{AttachmentNotes, HeadingRef, plain_text, run_in};
pub use source::{Role, SourceChar, SourceLine, plain_lines, source_lines};
pub use tree::*;

use crate::diag::Diagnostics;

/// Reads a manuscript into a document. Every finding has its line and says how to mend it; a document comes back unless the front matter could not
/// be read. Where there is an error among the findings the document is what could be understood, not what should be printed.
pub fn parse(manuscript: &Manuscript) -> (Option<Document>, Diagnostics) {
    let mut out = Diagnostics::new();
    let split = match front::split(manuscript) {
        Ok(split) => split,
        Err(finding) => {
            out.push(*finding);
            return (None, out);
        }
    };
    let Some((head, given)) = front::read(manuscript, &split, &mut out) else { return (None, sorted(out)) };
    let (raws, found) = blocks::read(manuscript, split.body);
    out.append(found);
    let sections = sections::sort(manuscript, raws, head.format, &mut out);
    contract::check_body(manuscript, &head, &given, &sections, &mut out);
    (Some(Document { head, sections }), sorted(out))
}

/// One reads a file from the top: so do its findings.
fn sorted(found: Diagnostics) -> Diagnostics {
    let mut list: Vec<_> = found.into_iter().collect();
    list.sort_by(|a, b| a.origin.cmp(&b.origin));
    list.into_iter().collect()
}
