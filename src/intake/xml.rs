//! Small things that every reader of XML here needs.

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// The value of the attribute with this local name.
pub(super) fn attr(e: &BytesStart<'_>, local: &str) -> Option<String> {
    let mut attributes = e.attributes();
    attributes.with_checks(false);
    let found = attributes.flatten().find(|a| a.key.local_name().as_ref() == local)?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).unwrap_or_else(|_| found.value.clone()).into_owned())
}

/// Whether an attribute says yes.
pub(super) fn is_set(e: &BytesStart<'_>, local: &str) -> bool {
    attr(e, local).is_some_and(|v| matches!(v.trim(), "1" | "true"))
}

/// Adds the text that an event stands for, if it stands for one.
pub(super) fn text_of(event: &Event<'_>, into: &mut String) {
    match event {
        Event::Text(t) => into.push_str(&t.xml10_content()),
        Event::CData(t) => into.push_str(&t.xml10_content()),
        Event::GeneralRef(r) => entity(r, into),
        _ => {}
    }
}

fn entity(r: &BytesRef<'_>, into: &mut String) {
    if let Ok(Some(c)) = r.resolve_char_ref() {
        into.push(c);
    } else if let Some(text) = resolve_xml_entity(r) {
        into.push_str(text);
    } else if &**r == "nbsp" {
        into.push('\u{a0}');
    }
}

/// The attribute with this local name as a number.
pub(super) fn number(e: &BytesStart<'_>, local: &str) -> Option<u32> {
    attr(e, local)?.trim().parse().ok()
}

/// Makes a reader go on where it can: a damaged cell must not hide what comes after it.
pub(super) fn lenient<R>(xml: &mut Reader<R>) {
    let config = xml.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
}
