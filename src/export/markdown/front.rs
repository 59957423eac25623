//! Front matter, keys in the order of the contract.

use crate::document::{Folio, Format, Head, toml_string};

/// The `+++` block of a document.
pub(super) fn front_matter(head: &Head) -> String {
    let mut out = Block::default();
    out.raw("format", Some(toml_string(head.format.name())));
    out.one_or_more("organ_mark", &head.organ_mark);
    out.text("mark_word", head.mark_word.as_deref());
    out.text("number", head.number.as_deref());
    out.list("signers", &head.signers);
    out.text("copy_number", head.copy_number.as_deref());
    out.text("security", head.security.as_deref());
    out.text("urgency", head.urgency.as_deref());
    out.text("title", head.title.as_deref());
    out.text("subtitle", head.subtitle.as_deref());
    out.text("to", head.to.as_deref());
    out.raw("attachments", head.attachments.as_deref().map(array));
    out.one_or_more("signature", &head.signature);
    // A format that needs a date has a blank one while it is a draft.
    let blank = matches!(head.format, Format::Circular | Format::Upward | Format::Letter | Format::Minutes).then(|| "\"\"".to_owned());
    out.raw("date", head.date.map(|d| d.to_string()).or(blank));
    out.raw("sealed", head.sealed.then(|| "true".to_owned()));
    out.text("note", head.note.as_deref());
    out.list("attendees", &head.attendees);
    out.list("absent", &head.absent);
    out.list("observers", &head.observers);
    out.text("draft", head.draft.as_deref());
    out.raw("audience", head.audience.map(|a| toml_string(a.name())));
    out.raw("folio", (head.folio == Folio::Centre).then(|| toml_string("centre")));
    if let Some(source) = &head.source {
        out.table("source");
        out.text("campaign", Some(&source.campaign));
        out.text("period", Some(&source.period));
        out.text("document", Some(&source.document));
    }
    if let Some(imprint) = &head.imprint {
        out.table("imprint");
        out.text("copy_to", imprint.copy_to.as_deref());
        out.text("printer", imprint.printer.as_deref());
        out.raw("printed", imprint.printed.map(|d| d.to_string()));
    }
    if let Some(bulletin) = &head.bulletin {
        out.table("bulletin");
        out.text("name", Some(&bulletin.name));
        out.raw("issue", Some(bulletin.issue.to_string()));
        out.raw("total_issue", bulletin.total_issue.map(|n| n.to_string()));
        out.text("issuer", Some(&bulletin.issuer));
        out.raw("date", Some(bulletin.date.to_string()));
        out.text("report_to", bulletin.report_to.as_deref());
        out.text("send_to", bulletin.send_to.as_deref());
        out.text("distribute_to", bulletin.distribute_to.as_deref());
        out.raw("copies", bulletin.copies.map(|n| n.to_string()));
    }
    format!("+++\n{}+++\n", out.0)
}

#[derive(Default)]
struct Block(String);

impl Block {
    fn raw(&mut self, key: &str, value: Option<String>) {
        if let Some(value) = value {
            self.0.push_str(&format!("{key} = {value}\n"));
        }
    }

    fn text(&mut self, key: &str, value: Option<&str>) {
        self.raw(key, value.map(toml_string));
    }

    fn list(&mut self, key: &str, values: &[String]) {
        self.raw(key, Some(values).filter(|v| !v.is_empty()).map(array));
    }

    /// A single name stands without brackets.
    fn one_or_more(&mut self, key: &str, values: &[String]) {
        match values {
            [one] => self.text(key, Some(one)),
            more => self.list(key, more),
        }
    }

    fn table(&mut self, name: &str) {
        self.0.push_str(&format!("\n[{name}]\n"));
    }
}

fn array(values: &[String]) -> String {
    format!("[{}]", values.iter().map(|v| toml_string(v)).collect::<Vec<_>>().join(", "))
}
