//! What templates can do with a value besides printing it.

use jiff::civil::Date;
use tera::{Error, ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use crate::document::{escape_text, toml_string};

pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("date", date);
    tera.register_filter("month_day", month_day);
    tera.register_filter("names", names);
    tera.register_filter("han", han);
    tera.register_filter("toml", toml);
    tera.register_filter("sentence", sentence);
    tera.register_filter("brief", brief);
    tera.register_filter("by", by);
    tera.register_filter("take", take);
    tera.register_filter("circled", circled);
    tera.register_filter("where", with);
    tera.register_filter("tasks", tasks);
    tera.register_function("chart", super::chart::chart);
}

/// A filter of lists was given something else; as the engine says it of its own filters, so that the place is that of the value.
fn no_list(value: &Value) -> Error {
    Error::new(ErrorKind::InvalidArgument { expected_type: "array".to_owned(), actual_type: value.name().to_owned() })
}

fn parse(text: &str) -> TeraResult<Date> {
    text.parse().map_err(|_| Error::message("Invalid type: date"))
}

/// `2023-02-27 | date` → 2023年2月27日. What a unit typed and nobody could read as a date stays as it is.
fn date(text: &str, _: Kwargs, _: &State) -> String {
    parse(text).map_or_else(|_| text.to_owned(), |d| format!("{}年{}月{}日", d.year(), d.month(), d.day()))
}

/// `2023-02-27 | month_day` → 2月27日. What a unit typed and nobody could read as a date stays as it is.
fn month_day(text: &str, _: Kwargs, _: &State) -> String {
    parse(text).map_or_else(|_| text.to_owned(), |d| format!("{}月{}日", d.month(), d.day()))
}

/// A list of names joined by 、.
fn names(list: Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    let list = list.as_array().ok_or_else(|| no_list(&list))?;
    let words: Vec<String> = list.iter().filter_map(|v| v.as_str()).map(escape_text).collect();
    Ok(Value::safe_string(&words.join("、")))
}

/// 1 → 一, up to 99.
fn han(n: u32, _: Kwargs, _: &State) -> TeraResult<String> {
    Ok(han_number(n))
}

/// 1 → ①, up to 20; larger ones in brackets.
fn circled(n: u32, _: Kwargs, _: &State) -> TeraResult<String> {
    Ok(match n {
        1..=20 => char::from_u32(0x245F + n).map(String::from).unwrap_or_default(),
        _ => format!("（{n}）"),
    })
}

/// A number under a hundred in Han numerals; larger ones in digits.
fn han_number(n: u32) -> String {
    const DIGITS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |d: u32| DIGITS.get(d as usize).copied().unwrap_or("");
    match n {
        0..=9 => digit(n).to_owned(),
        10 => "十".to_owned(),
        11..=19 => format!("十{}", digit(n % 10)),
        20..=99 if n.is_multiple_of(10) => format!("{}十", digit(n / 10)),
        20..=99 => format!("{}十{}", digit(n / 10), digit(n % 10)),
        _ => n.to_string(),
    }
}

/// A value of the front matter, in quotes.
fn toml(text: &str, _: Kwargs, _: &State) -> Value {
    Value::safe_string(&toml_string(text))
}

/// County text as whole sentences: trimmed, and with a full stop where it has none.
fn sentence(text: &str, _: Kwargs, _: &State) -> String {
    close(text)
}

fn close(text: &str) -> String {
    let text = text.trim().trim_end_matches([';', '；', ',', '，', '、', ':', '：', '.']);
    if text.is_empty() || text.ends_with(['。', '！', '？', '…', '”', '）']) { text.to_owned() } else { format!("{text}。") }
}

/// The first whole sentences of a text that fit `max` characters, never half a sentence: the first one at least, or with `or_nothing` nothing where
/// even that is longer.
fn brief(text: &str, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    let max = kwargs.must_get::<usize>("max")?;
    let text = first_sentences(text, max);
    let drop = kwargs.get::<bool>("or_nothing")?.unwrap_or_default() && text.chars().count() > max;
    Ok(if drop { String::new() } else { text })
}

/// The first `n` of a list.
fn take(list: Value, kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let n = kwargs.must_get::<usize>("n")?;
    let list = list.as_array().ok_or_else(|| no_list(&list))?;
    Ok(Value::from(list.iter().take(n).cloned().collect::<Vec<_>>()))
}

/// Those of a list whose `key` is `value`. A key with dots goes on into what stands under it; of a list there, one that fits is enough.
fn with(list: Value, kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let key = kwargs.must_get::<String>("key")?;
    let value = kwargs.must_get::<Value>("value")?;
    let list = list.as_array().ok_or_else(|| no_list(&list))?;
    let path: Vec<&str> = key.split('.').collect();
    Ok(Value::from(list.iter().filter(|v| fits(v, &path, &value)).cloned().collect::<Vec<_>>()))
}

/// The tasks of all groups in one list.
fn tasks(groups: Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    let groups = groups.as_array().ok_or_else(|| no_list(&groups))?;
    let of = |g: &Value| {
        g.as_map().and_then(|m| m.iter().find(|(k, _)| k.as_str() == Some("tasks"))).and_then(|(_, v)| v.as_array()).map(<[Value]>::to_vec)
    };
    Ok(Value::from(groups.iter().filter_map(of).flatten().collect::<Vec<_>>()))
}

fn fits(at: &Value, path: &[&str], value: &Value) -> bool {
    if let Some(list) = at.as_array() {
        return list.iter().any(|v| fits(v, path, value));
    }
    match path.split_first() {
        None => at == value,
        Some((key, rest)) => at.as_map().and_then(|m| m.iter().find(|(k, _)| k.as_str() == Some(key))).is_some_and(|(_, v)| fits(v, rest, value)),
    }
}

/// A county's sentence with its subject: the body's name in front, where the text does not begin with the unit's own.
fn by(text: &str, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    let (unit, body) = (kwargs.must_get::<&str>("unit")?, kwargs.must_get::<&str>("body")?);
    if text.is_empty() || text.starts_with(unit) {
        return Ok(text.to_owned());
    }
    // What begins with the rest of the body's name lacks the unit alone.
    let rest = body.strip_prefix(unit).filter(|r| !r.is_empty() && text.starts_with(r));
    Ok(if rest.is_some() { format!("{unit}{text}") } else { format!("{body}{text}") })
}

/// Whole sentences from the beginning of `text`, at most `max` characters, but one sentence at least.
pub(super) fn first_sentences(text: &str, max: usize) -> String {
    let text = close(text);
    let mut out = String::new();
    for sentence in text.split_inclusive(['。', '！', '？']) {
        if !out.is_empty() && out.chars().count() + sentence.chars().count() > max {
            break;
        }
        out.push_str(sentence);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{close, first_sentences, han_number};

    #[test]
    fn texts_are_cut_at_a_sentence_end_only() {
        let text = "建站3个。日均服务120人次。效果良好";
        assert_eq!(first_sentences(text, 14), "建站3个。");
        assert_eq!(first_sentences(text, 15), "建站3个。日均服务120人次。");
        assert_eq!(first_sentences(text, 1), "建站3个。");
        assert_eq!(first_sentences("", 10), "");
        assert_eq!(close("做了事；"), "做了事。");
        assert_eq!(close("做了事。"), "做了事。");
    }

    #[test]
    fn ordinals_of_chapters() {
        for (n, text) in [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (100, "100")] {
            assert_eq!(han_number(n), text);
        }
    }
}
