//! Hides from the Markdown reader what this contract reads in its own way: asterisks (bold against Chinese punctuation, which CommonMark's flanking
//! rule leaves as asterisks) and `<` (raw HTML is text). The mask has the same length, so that every offset stays true.

/// Stands for `*` and for `<`; one byte each, and none of them ever is in a manuscript.
const ASTERISK: u8 = 1;
const ANGLE: u8 = 3;

/// The text with inline asterisks and angle brackets masked. Bullets, rules made of asterisks, escaped marks, link addresses and `<https://…>` stay.
pub(super) fn mask(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        mask_line(line, &mut out);
    }
    // Only ASCII bytes were replaced, by ASCII bytes.
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

fn mask_line(line: &str, out: &mut Vec<u8>) {
    let bytes = line.as_bytes();
    let content = content_start(bytes);
    if is_rule(bytes.get(content..).unwrap_or_default()) {
        out.extend_from_slice(bytes);
        return;
    }
    let mut backslashes = 0usize;
    // End of a link address, in which nothing is masked.
    let mut address_end = 0usize;
    for (i, &b) in bytes.iter().enumerate() {
        let escaped = backslashes % 2 == 1;
        backslashes = if b == b'\\' { backslashes + 1 } else { 0 };
        if b == b'(' && !escaped && i > 0 && bytes.get(i - 1) == Some(&b']') && i >= address_end {
            address_end = i + address_len(bytes.get(i..).unwrap_or_default());
        }
        let bullet = i < content && b == b'*';
        let masked = match b {
            b'*' if !escaped && !bullet && i >= address_end => ASTERISK,
            b'<' if !escaped && i >= address_end && !is_autolink(line.get(i..).unwrap_or_default()) => ANGLE,
            other => other,
        };
        out.push(masked);
    }
}

/// Where the text of a line begins, after quote marks and list markers.
fn content_start(bytes: &[u8]) -> usize {
    let mut i = 0;
    // Deeper nesting than this is no text of this kind, and the look-ahead for rules must not run for ever.
    for _ in 0..16 {
        while matches!(bytes.get(i), Some(b' ' | b'\t')) {
            i += 1;
        }
        let after = match bytes.get(i) {
            Some(b'>') => {
                i += 1;
                continue;
            }
            Some(b'-' | b'+' | b'*') => i + 1,
            Some(b'0'..=b'9') => {
                let digits = bytes.iter().skip(i).take_while(|b| b.is_ascii_digit()).count();
                if !matches!(bytes.get(i + digits), Some(b'.' | b')')) {
                    return i;
                }
                i + digits + 1
            }
            _ => return i,
        };
        // A list marker only with a space or the line's end behind it.
        if !matches!(bytes.get(after), None | Some(b' ' | b'\t' | b'\n')) || is_rule(bytes.get(i..).unwrap_or_default()) {
            return i;
        }
        i = after;
    }
    i
}

/// Whether the rest of a line is a rule made of asterisks.
fn is_rule(rest: &[u8]) -> bool {
    rest.iter().all(|b| matches!(b, b'*' | b' ' | b'\t' | b'\n')) && rest.iter().filter(|b| **b == b'*').count() >= 3
}

/// Longest link address that is looked for.
const ADDRESS_MAX: usize = 512;

/// Length of a link address from its bracket on: to the partner bracket, or nothing if it cannot be one.
fn address_len(rest: &[u8]) -> usize {
    let rest = rest.get(..ADDRESS_MAX).unwrap_or(rest);
    if rest.get(1) == Some(&b'<') {
        return rest.iter().position(|b| *b == b'>').map_or(0, |n| n + 1);
    }
    let mut depth = 0usize;
    for (i, b) in rest.iter().enumerate() {
        match b {
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return i;
                }
            }
            b' ' | b'\n' | b'\t' => return i,
            _ => {}
        }
    }
    0
}

/// Whether an address in angle brackets begins here.
fn is_autolink(rest: &str) -> bool {
    let Some(inner) = rest.strip_prefix('<') else { return false };
    let scheme = ["http://", "https://", "mailto:"].iter().any(|s| inner.starts_with(s));
    scheme && inner.find([' ', '\t', '\n', '<', '>']).is_some_and(|end| inner.get(end..).is_some_and(|rest| rest.starts_with('>')))
}

#[cfg(test)]
mod tests {
    use super::mask;

    #[test]
    fn only_inline_marks_are_masked() {
        for (text, masked) in [
            ("**甲。**乙", "\u{1}\u{1}甲。\u{1}\u{1}乙"),
            ("* 项 *x*", "* 项 \u{1}x\u{1}"),
            ("> 1. * 项*", "> 1. * 项\u{1}"),
            ("***\n", "***\n"),
            ("\\*\\\\*", "\\*\\\\\u{1}"),
            ("<b>[a](<x*>)[b](u*v)*", "\u{3}b>[a](<x*>)[b](u*v)\u{1}"),
            ("<https://a.b/c*>", "<https://a.b/c\u{1}>"),
        ] {
            assert_eq!(mask(text), masked, "{text}");
        }
    }
}
