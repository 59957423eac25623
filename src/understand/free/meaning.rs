//! What the values of a column are, told from the labels above it and from its neighbours'.

use std::collections::BTreeMap;

use super::head::{Column, Part};
use super::labels::{self, Head};
use crate::model::Aspect;
use crate::understand::periods::Span;

/// The labels of a column: names, and what of an indicator the others say.
type Said = (Vec<String>, Vec<(String, Aspect)>);

/// What the values of a column are: of which indicator (`None` where it stands in the rows) and which field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Meaning {
    /// The indicator.
    pub(super) indicator: Option<String>,
    /// The field.
    pub(super) field: Aspect,
    /// Whether the field has a unit of its own in the head (完成率（%）).
    pub(super) own_unit: bool,
    /// The unit of the column that it belongs to: 会员数（人） | 上年同期.
    pub(super) lent: Option<String>,
}

/// What the value columns mean; `caption` names the indicator where no head does.
pub(super) fn meanings(columns: &[Column], long: bool, caption: &str, asked: Option<Span>) -> BTreeMap<u32, Meaning> {
    let values: Vec<&Column> = columns.iter().filter(|c| c.part == Part::Values).collect();
    let parsed: Vec<Said> = values
        .iter()
        .map(|c| {
            let mut names = Vec::new();
            let mut fields = Vec::new();
            for label in &c.labels {
                match labels::head(label, asked) {
                    Head::Aspect(f) => fields.push((label.clone(), f)),
                    _ => names.push(label.clone()),
                }
            }
            (names, fields)
        })
        .collect();
    let join = |parts: &[String]| parts.join(".");
    let field_of = |fields: &[(String, Aspect)]| match fields {
        [] => Aspect::Current,
        [(_, one)] => one.clone(),
        several if several.iter().any(|(_, f)| matches!(f, Aspect::Own(_))) => {
            Aspect::Own(several.iter().map(|(l, _)| l.as_str()).collect::<Vec<_>>().join("."))
        }
        several => several.last().map_or(Aspect::Current, |(_, f)| f.clone()),
    };
    let dates = parsed.iter().filter(|(_, f)| field_of(f) == Aspect::Date).count();
    let mut out: BTreeMap<u32, Meaning> = BTreeMap::new();
    for (i, (column, (names, fields))) in values.iter().zip(&parsed).enumerate() {
        let own_unit = column.unit.is_some();
        if long {
            let field = if fields.is_empty() {
                if values.len() == 1 || names.is_empty() { Aspect::Current } else { Aspect::Own(join(names)) }
            } else if names.is_empty() {
                field_of(fields)
            } else {
                Aspect::Own(join(&column.labels))
            };
            let field = if field == Aspect::Date && dates > 1 && column.labels.last().is_none_or(|l| l != "日期" && l != "时间") {
                Aspect::Own(join(&column.labels))
            } else {
                field
            };
            out.insert(column.c, Meaning { indicator: None, own_unit: own_unit && matches!(field, Aspect::Own(_)), field, lent: None });
            continue;
        }
        let mut lent = None;
        let (indicator, field) = match names.as_slice() {
            // 会员数 | 上年同期 | 增减: what has no name of its own is of the column before it that has.
            [] => match values.iter().zip(&parsed).take(i).rev().find(|(_, (names, _))| !names.is_empty()) {
                Some((named, _)) if column.labels.len() == 1 => {
                    let field = field_of(fields);
                    lent = named.unit.clone().filter(|_| !own_unit && is_of_another_time(&field));
                    (out.get(&named.c).and_then(|m| m.indicator.clone()).unwrap_or_else(|| caption.to_owned()), field)
                }
                _ => (caption.to_owned(), field_of(fields)),
            },
            names if !fields.is_empty() => (names.last().cloned().unwrap_or_default(), field_of(fields)),
            [one] => split(one, &parsed, i, asked),
            [parents @ .., leaf] => {
                let beside = |j: usize, other: &Vec<String>| j != i && other.get(..parents.len()) == Some(parents);
                let with_fields = parsed.iter().enumerate().any(|(j, (n, f))| beside(j, n) && n.len() == parents.len() && !f.is_empty());
                let repeated = parsed.iter().any(|(n, _)| n.len() >= 2 && n.last() == Some(leaf) && n.get(..n.len() - 1) != Some(parents));
                if labels::is_total(leaf) {
                    (join(parents), Aspect::Current)
                } else if with_fields || repeated {
                    (parents.last().cloned().unwrap_or_default(), Aspect::Own(leaf.clone()))
                } else {
                    split(leaf, &parsed, i, asked)
                }
            }
        };
        out.insert(column.c, Meaning { indicator: Some(indicator), own_unit, field, lent });
    }
    // Two columns of one name: their groups tell them apart.
    let pairs: Vec<(u32, Option<String>, Aspect)> = out.iter().map(|(c, m)| (*c, m.indicator.clone(), m.field.clone())).collect();
    for (column, (names, _)) in values.iter().zip(&parsed) {
        if long || names.len() < 2 {
            continue;
        }
        let Some(m) = out.get_mut(&column.c) else { continue };
        let twice = pairs.iter().filter(|(_, i, f)| *i == m.indicator && *f == m.field).count() > 1;
        if twice {
            m.indicator =
                Some(if matches!(m.field, Aspect::Own(_)) { names.get(..names.len() - 1).map(join).unwrap_or_default() } else { join(names) });
        }
    }
    out
}

/// Whether a field is the same figure of another time, in the same unit: 上年同期, 累计, 目标; 增减 and 同比 may be percentages.
fn is_of_another_time(field: &Aspect) -> bool {
    match field {
        Aspect::Current | Aspect::Cumulative | Aspect::Target => true,
        Aspect::Own(head) => ["上", "去年", "年初"].iter().any(|w| head.starts_with(w)) && !labels::is_rate(head),
        Aspect::Date => false,
    }
}

/// 会员数（本期）; 本期会员数 where 累计会员数 stands beside it.
fn split(name: &str, all: &[Said], own: usize, asked: Option<Span>) -> (String, Aspect) {
    const FRONT: [(&str, Aspect); 8] = [
        ("本期", Aspect::Current),
        ("本年累计", Aspect::Cumulative),
        ("年度累计", Aspect::Cumulative),
        ("累计", Aspect::Cumulative),
        ("年度目标", Aspect::Target),
        ("目标", Aspect::Target),
        ("年度计划", Aspect::Target),
        ("计划", Aspect::Target),
    ];
    let (base, field) = labels::split_field(name, asked);
    if let Some(field) = field {
        return (base, field);
    }
    for (word, field) in FRONT {
        let Some(rest) = name.strip_prefix(word).filter(|r| !r.is_empty()) else { continue };
        let pair = all.iter().enumerate().any(|(j, (names, _))| {
            j != own && names.last().is_some_and(|n| n == rest || FRONT.iter().any(|(w, f)| *f != field && n.strip_prefix(w) == Some(rest)))
        });
        if pair {
            return (rest.to_owned(), field);
        }
    }
    (name.to_owned(), Aspect::Current)
}
