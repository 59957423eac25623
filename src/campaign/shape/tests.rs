//! The shapes held against the types that serde reads.

use serde::de::{Deserialize, Deserializer, Error, Visitor, value::Error as ValueError};

use super::*;

/// Asks a type for the names of its fields or variants.
struct Names<'a>(&'a mut Vec<&'static str>);

impl<'de> Deserializer<'de> for Names<'_> {
    type Error = ValueError;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, ValueError> {
        Err(ValueError::custom("neither struct nor enum"))
    }

    fn deserialize_struct<V: Visitor<'de>>(self, _: &'static str, fields: &'static [&'static str], _: V) -> Result<V::Value, ValueError> {
        self.0.extend(fields);
        Err(ValueError::custom("asked"))
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, variants: &'static [&'static str], _: V) -> Result<V::Value, ValueError> {
        self.0.extend(variants);
        Err(ValueError::custom("asked"))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct seq tuple
        tuple_struct map identifier ignored_any
    }
}

fn names<'de, T: Deserialize<'de>>() -> Vec<&'static str> {
    let mut names = Vec::new();
    let _ = T::deserialize(Names(&mut names));
    names
}

fn same<'de, T: Deserialize<'de>>(shape: &Shape) {
    let mut keys: Vec<_> = shape.keys.iter().map(|k| k.name).collect();
    let mut fields = names::<T>();
    keys.sort_unstable();
    fields.sort_unstable();
    assert_eq!(keys, fields, "{}", shape.what);
}

#[test]
fn shapes_and_types_have_the_same_keys() {
    same::<crate::campaign::Campaign>(&CAMPAIGN);
    same::<crate::campaign::About>(&ABOUT);
    same::<crate::campaign::Cycle>(&CYCLE);
    same::<crate::campaign::Also>(&ALSO);
    same::<crate::campaign::Unit>(&UNIT);
    same::<crate::campaign::Person>(&PERSON);
    same::<crate::campaign::Liaison>(&LIAISON);
    same::<crate::campaign::Department>(&DEPARTMENT);
    same::<crate::campaign::Group>(&GROUP);
    same::<crate::campaign::Task>(&TASK);
    same::<crate::campaign::Indicator>(&INDICATOR);
    same::<crate::campaign::Count>(&COUNT);
    same::<crate::campaign::Target>(&TARGET);
    same::<crate::campaign::Form>(&FORM);
    same::<crate::campaign::IndicatorColumns>(&COLUMNS);
    same::<crate::campaign::InfoField>(&FIELD);
    same::<crate::campaign::ListSheet>(&LIST);
    same::<crate::campaign::ListColumn>(&COLUMN);
    same::<crate::campaign::Letterhead>(&LETTERHEAD);
    same::<crate::campaign::Paper>(&PAPER);
    same::<crate::campaign::Upward>(&UPWARD);
    same::<crate::campaign::ItemRules>(&ITEMS);
    same::<crate::campaign::Reminder>(&REMINDER);
    same::<crate::campaign::RegisterRules>(&REGISTER);
    same::<crate::campaign::RegisterColumns>(&REGISTER_COLUMNS);
    same::<crate::campaign::Phrases>(&PHRASES);
    same::<crate::campaign::Phrase>(&PHRASE);
    same::<crate::campaign::Meeting>(&MEETING);
    same::<crate::campaign::NextStep>(&NEXT_STEP);
    same::<crate::campaign::Readings>(&READINGS);
    same::<crate::campaign::ConfirmedTable>(&CONFIRMED_TABLE);
}

#[test]
fn words_are_the_variants_of_the_types() {
    let words = |shape: &Shape, key: &str| match shape.keys.iter().find(|k| k.name == key).map(|k| &k.value) {
        Some(Word(w) | Words(w)) => w.to_vec(),
        other => panic!("{key}: {other:?}"),
    };
    assert_eq!(words(&UNIT, "role"), names::<crate::campaign::UnitRole>());
    assert_eq!(words(&INDICATOR, "kind"), names::<crate::campaign::Kind>());
    assert_eq!(words(&INDICATOR, "basis"), names::<crate::campaign::Basis>());
    assert_eq!(words(&INDICATOR, "levels"), names::<crate::campaign::Level>());
    assert_eq!(words(&INDICATOR, "better"), names::<crate::campaign::Better>());
    assert_eq!(words(&TARGET, "level"), names::<crate::campaign::Level>());
    assert_eq!(words(&LIST, "kind"), names::<crate::campaign::ListKind>());
    assert_eq!(words(&COLUMN, "type"), names::<crate::campaign::ColumnKind>());
    assert_eq!(words(&PAPER, "audience"), names::<crate::campaign::PaperAudience>());
    assert_eq!(words(&PAPER, "due"), names::<crate::campaign::PaperPeriod>());
}

/// The smallest table of a shape: needed keys only, but for `left_out`.
fn smallest(shape: &Shape, left_out: &str) -> toml::Table {
    let value = |v: &Value| -> toml::Value {
        match v {
            Id | Text | Prose => "x".into(),
            Flag => true.into(),
            Whole(low, _) => (*low).into(),
            Number => 1.5.into(),
            Day => "2023-02-27".parse::<toml::value::Datetime>().unwrap().into(),
            Word(w) => w[0].into(),
            Texts => vec!["x"].into(),
            Words(w) => w.to_vec().into(),
            Wholes(low, high) => vec![*low, *high].into(),
            Cutoff => "end".into(),
            One(s) => smallest(s, "").into(),
            Many(s) => vec![smallest(s, "")].into(),
            Free => toml::Table::new().into(),
        }
    };
    shape.keys.iter().filter(|k| k.needed && k.name != left_out).map(|k| (k.name.to_owned(), value(&k.value))).collect()
}

#[test]
fn what_the_shapes_let_through_the_types_take_and_need() {
    let text = |shape, left_out| toml::to_string(&smallest(shape, left_out)).unwrap();
    assert!(toml::from_str::<crate::campaign::Campaign>(&text(&CAMPAIGN, "")).is_ok());
    assert!(toml::from_str::<crate::campaign::Phrases>(&text(&PHRASES, "")).is_ok());
    assert!(toml::from_str::<crate::campaign::Meeting>(&text(&MEETING, "")).is_ok());
    for key in CAMPAIGN.keys {
        assert_eq!(toml::from_str::<crate::campaign::Campaign>(&text(&CAMPAIGN, key.name)).is_ok(), !key.needed, "{}", key.name);
    }
    for key in INDICATOR.keys {
        assert_eq!(toml::from_str::<crate::campaign::Indicator>(&text(&INDICATOR, key.name)).is_ok(), !key.needed, "{}", key.name);
    }
    for key in FORM.keys {
        assert_eq!(toml::from_str::<crate::campaign::Form>(&text(&FORM, key.name)).is_ok(), !key.needed, "{}", key.name);
    }
}
