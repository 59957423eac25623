//! Whether a table is as its [`Shape`] says: unknown keys, missing keys, values of another kind.

use jiff::civil::Date;
use toml::Spanned;
use toml::de::DeValue;

use super::shape::{Key, Shape, Value};
use super::view::{Findings, Node, number_of};
use crate::words::toml as words;

/// Reports everything in `node` that is not as `shape` says.
pub(super) fn fit(node: Node<'_>, shape: &Shape, out: &mut Findings) {
    let known: Vec<&str> = shape.keys.iter().map(|k| k.name).collect();
    let mut meant = Vec::new();
    for (key, value) in node.table {
        match shape.keys.iter().find(|k| k.name == key.get_ref()) {
            Some(k) => fit_value(k, value, out),
            None => {
                meant.extend(words::meant(key.get_ref(), &known));
                out.add(key.span().start, words::unknown_key(shape.what, key.get_ref(), &known));
            }
        }
    }
    // A misspelt key is one fault, not two.
    for key in shape.keys.iter().filter(|k| k.needed && !node.has(k.name) && !meant.contains(&k.name)) {
        out.add(node.at, words::missing_key(shape.what, key.name, &expected(&key.value)));
    }
}

fn fit_value(key: &Key, value: &Spanned<DeValue<'_>>, out: &mut Findings) {
    let at = value.span().start;
    let wrong = |v: &Spanned<DeValue<'_>>| (v.span().start, words::wrong_value(key.name, &found(v.get_ref()), &expected(&key.value)));
    match (&key.value, value.get_ref()) {
        (Value::Id, DeValue::String(s)) if !is_id(s) => out.add(at, words::not_an_id(key.name, s)),
        (Value::Text | Value::Prose, DeValue::String(s)) if key.needed && s.trim().is_empty() => out.add(at, words::blank(key.name)),
        (Value::Text, DeValue::String(s)) if s.contains(['\n', '\r']) => out.add(at, words::several_lines(key.name)),
        (Value::Text | Value::Prose | Value::Id, DeValue::String(_)) | (Value::Flag, DeValue::Boolean(_)) => {}
        (Value::Whole(low, high), v) if whole_between(v, *low, *high) => {}
        (Value::Number, v) if number_of(v).is_some() => {}
        (Value::Day, DeValue::Datetime(d)) if d.to_string().parse::<Date>().is_ok() && d.time.is_none() => {}
        (Value::Word(words), DeValue::String(s)) if words.contains(&s.as_ref()) => {}
        (Value::Word(known), DeValue::String(s)) => out.add(at, words::unknown_word(key.name, s, known)),
        (Value::Cutoff, DeValue::String(s)) if s == "end" => {}
        (Value::Cutoff, v) if whole_between(v, 1, 28) => {}
        (Value::One(shape), DeValue::Table(table)) => fit(Node { table, at }, shape, out),
        (Value::Free, DeValue::Table(table)) => {
            for (k, v) in table {
                if !matches!(v.get_ref(), DeValue::String(_)) {
                    out.add(v.span().start, words::wrong_value(k.get_ref(), &found(v.get_ref()), &expected(&Value::Text)));
                }
            }
        }
        (Value::Texts | Value::Words(_) | Value::Wholes(..) | Value::Many(_), DeValue::Array(list)) => {
            if key.needed && list.is_empty() {
                out.add(at, words::blank(key.name));
            }
            for v in list {
                match (&key.value, v.get_ref()) {
                    (Value::Texts, DeValue::String(s)) if s.trim().is_empty() => out.add(v.span().start, words::blank(key.name)),
                    (Value::Texts, DeValue::String(s)) if s.contains(['\n', '\r']) => out.add(v.span().start, words::several_lines(key.name)),
                    (Value::Texts, DeValue::String(_)) => {}
                    (Value::Words(known), DeValue::String(s)) if known.contains(&s.as_ref()) => {}
                    (Value::Words(known), DeValue::String(s)) => out.add(v.span().start, words::unknown_word(key.name, s, known)),
                    (Value::Wholes(low, high), n) if whole_between(n, *low, *high) => {}
                    (Value::Many(shape), DeValue::Table(table)) => fit(Node { table, at: v.span().start }, shape, out),
                    _ => {
                        let (at, finding) = wrong(v);
                        out.add(at, finding);
                    }
                }
            }
        }
        (Value::Many(shape), DeValue::Table(table)) => {
            // One table where several may stand is nearly always a header with single brackets; its contents are judged all the same.
            out.add(at, words::single_brackets(key.name));
            fit(Node { table, at }, shape, out);
        }
        _ => {
            let (at, finding) = wrong(value);
            out.add(at, finding);
        }
    }
}

fn is_id(s: &str) -> bool {
    !s.is_empty() && !s.starts_with('-') && !s.ends_with('-') && s.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

fn whole_between(v: &DeValue<'_>, low: i64, high: i64) -> bool {
    matches!(v, DeValue::Integer(n) if i64::from_str_radix(n.as_str(), n.radix()).is_ok_and(|n| (low..=high).contains(&n)))
}

/// What should stand there, in words.
fn expected(value: &Value) -> String {
    match value {
        Value::Id => words::an_id(),
        Value::Text | Value::Prose => words::a_text(),
        Value::Flag => words::a_flag(),
        Value::Whole(low, high) => words::a_whole(*low, *high),
        Value::Number => words::a_number(),
        Value::Day => words::a_day(),
        Value::Word(known) => words::one_of(known),
        Value::Texts => words::a_list_of_texts(),
        Value::Words(known) => words::a_list_of(known),
        Value::Wholes(low, high) => words::a_list_of_wholes(*low, *high),
        Value::Cutoff => words::a_cutoff(),
        Value::One(shape) => words::a_table(shape.what),
        Value::Many(shape) => words::tables(shape.what),
        Value::Free => words::free_texts(),
    }
}

/// What stands there, in words.
fn found(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(s) => words::found_text(s),
        DeValue::Integer(n) => words::found_number(&n.to_string()),
        DeValue::Float(n) => words::found_number(&n.to_string()),
        DeValue::Boolean(b) => words::found_flag(*b),
        DeValue::Datetime(d) => words::found_date(&d.to_string()),
        DeValue::Array(_) => words::found_list(),
        DeValue::Table(_) => words::found_table(),
    }
}
