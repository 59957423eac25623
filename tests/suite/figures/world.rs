//! A small campaign and forms for it, written as a clerk would: what is not set is blank.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use hongtou::aggregate::aggregate;
use hongtou::campaign::{Campaign, Kind};
use hongtou::model::{
    Correction, Entry, Field, FieldValue, Figure, FigureRow, List, Month, Record, Row, Scope, Span, Submission, Summary, asked, form_lists, form_rows,
};
use hongtou::origin::{CellRef, CellSource};
use rust_decimal::Decimal;

/// The campaign of `tests/data/figures.toml`.
pub fn campaign() -> &'static Campaign {
    static CAMPAIGN: OnceLock<Campaign> = OnceLock::new();
    CAMPAIGN.get_or_init(|| {
        let (campaign, findings) = Campaign::parse("figures.toml", include_str!("../../data/figures.toml"));
        assert!(!findings.has_errors(), "{findings:?}");
        campaign.unwrap()
    })
}

pub fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub fn month(text: &str) -> Month {
    text.parse().unwrap()
}

pub fn summary(period: &str, forms: &[Form]) -> Summary {
    let submissions: Vec<Submission> = forms.iter().map(|f| f.0.clone()).collect();
    aggregate(period.parse().unwrap(), campaign(), &submissions)
}

pub fn total<'a>(summary: &'a Summary, indicator: &str) -> &'a FigureRow {
    summary.total(indicator, Span::Period).unwrap()
}

pub fn year<'a>(summary: &'a Summary, indicator: &str) -> &'a FigureRow {
    summary.total(indicator, Span::Ytd).unwrap()
}

pub fn unit<'a>(summary: &'a Summary, indicator: &str, unit: &str) -> &'a FigureRow {
    summary.figure(indicator, &Scope::Unit(unit.to_owned()), Span::Period).unwrap()
}

/// A value in words, so that a test reads as a line: `12`, or `无` for none.
pub fn value(row: &FigureRow) -> String {
    row.value.map_or("无".to_owned(), |v| v.to_string())
}

/// Cells of the indicator sheet by column.
const FIRST_MONTH: u32 = 4;
const CORRECTION: u32 = 7;
const CARRIED: u32 = 8;
const PLAN: u32 = 10;

#[derive(Clone, Debug)]
pub struct Form(pub Submission);

impl Form {
    /// A blank form: all rows and lists are there, nothing is filled in.
    pub fn new(unit: &str, period: &str) -> Self {
        let campaign = campaign();
        let role = campaign.unit(unit).unwrap().role;
        let period = month(period);
        let rows = form_rows(campaign, role).map(|i| {
            let asked = asked(campaign, i, period);
            let blank = |is: bool| if is { Entry::Missing } else { Entry::NotAsked };
            let row = Row {
                months: asked.months.iter().map(|(m, is)| (*m, blank(*is))).collect(),
                correction: None,
                carried: blank(asked.ytd),
                ytd: blank(asked.ytd),
                plan: blank(asked.plan),
                status: None,
                note: String::new(),
                faulty: false,
            };
            (i.id.clone(), row)
        });
        let file: std::sync::Arc<str> = format!("inputs/{period}/{unit}.xlsx").into();
        let lists = form_lists(campaign, role).map(|l| {
            let head = CellSource { file: file.clone(), sheet: l.name.as_str().into(), cell: CellRef::new(1, 0) };
            (l.id.clone(), List { head, records: Vec::new() })
        });
        let mut form = Self(Submission {
            unit: unit.to_owned(),
            period,
            info: BTreeMap::new(),
            rows: rows.collect(),
            lists: lists.collect(),
            file: file.clone(),
        });
        for i in form_rows(campaign, role).filter(|i| asked(campaign, i, period).first_of_year && i.kind == Kind::Flow) {
            form = form.carried(&i.id, "0");
        }
        form
    }

    /// A form with every cell filled: months and stocks with `n`, plans with twelve times `n`.
    pub fn full(unit: &str, period: &str, n: u32) -> Self {
        let mut form = Self::new(unit, period);
        for id in form.0.rows.keys().cloned().collect::<Vec<_>>() {
            match campaign().indicator(&id).unwrap().kind {
                Kind::Plan => form = form.plan(&id, &(12 * n).to_string()),
                Kind::Status => form = form.status(&id, "在建"),
                _ => {
                    for (m, entry) in form.row(&id).months.clone() {
                        if entry != Entry::NotAsked {
                            form = form.set(&id, &m.to_string(), &n.to_string());
                        }
                    }
                }
            }
        }
        form
    }

    pub fn row(&mut self, id: &str) -> &mut Row {
        self.0.rows.get_mut(id).unwrap()
    }

    fn figure(&self, id: &str, col: u32, text: &str) -> Figure {
        let row = campaign().indicators.iter().position(|i| i.id == id).unwrap() as u32 + 3;
        Figure { value: d(text), sources: vec![CellSource { file: self.0.file.clone(), sheet: "数据".into(), cell: CellRef::new(row, col) }] }
    }

    fn enter(mut self, id: &str, m: &str, entry: Entry) -> Self {
        let m = month(m);
        self.row(id).months.iter_mut().find(|(of, _)| *of == m).unwrap().1 = entry;
        self.add_up(id)
    }

    /// 年度累计 as validation computes it: 上期累计 + months + 前期更正, and nothing where one of them is missing.
    fn add_up(mut self, id: &str) -> Self {
        let row = self.row(id);
        if row.ytd == Entry::NotAsked {
            return self;
        }
        let parts: Option<Vec<Figure>> = std::iter::once(&row.carried)
            .chain(row.months.iter().map(|(_, e)| e))
            .filter(|e| **e != Entry::NotAsked)
            .map(|e| e.figure().cloned())
            .collect();
        row.ytd = parts.map_or(Entry::Missing, |mut parts| {
            parts.extend(row.correction.iter().map(|c| c.figure.clone()));
            Entry::Value(Figure { value: parts.iter().map(|f| f.value).sum(), sources: parts.into_iter().flat_map(|f| f.sources).collect() })
        });
        self
    }

    /// A month's number.
    pub fn set(self, id: &str, m: &str, text: &str) -> Self {
        let place = self.0.rows[id].months.iter().position(|(of, _)| *of == month(m)).unwrap() as u32;
        let figure = self.figure(id, FIRST_MONTH + place, text);
        self.enter(id, m, Entry::Value(figure))
    }

    /// A month that is 未统计 or unreadable.
    pub fn blank(self, id: &str, m: &str) -> Self {
        self.enter(id, m, Entry::Missing)
    }

    /// A month's 不适用.
    pub fn not_applicable(self, id: &str, m: &str) -> Self {
        let source = self.figure(id, FIRST_MONTH, "0").sources.remove(0);
        self.enter(id, m, Entry::NotApplicable(source))
    }

    /// The last month's number.
    pub fn end(self, id: &str, text: &str) -> Self {
        let last = self.0.period.to_string();
        self.set(id, &last, text)
    }

    pub fn plan(mut self, id: &str, text: &str) -> Self {
        self.row(id).plan = Entry::Value(self.figure(id, PLAN, text));
        self
    }

    pub fn status(mut self, id: &str, text: &str) -> Self {
        let source = self.figure(id, FIRST_MONTH + 1, "0").sources.remove(0);
        self.row(id).status = Some((text.to_owned(), source));
        self
    }

    pub fn carried(mut self, id: &str, text: &str) -> Self {
        self.row(id).carried = Entry::Value(self.figure(id, CARRIED, text));
        self.add_up(id)
    }

    pub fn correct(mut self, id: &str, m: &str, text: &str) -> Self {
        self.row(id).correction = Some(Correction { month: month(m), figure: self.figure(id, CORRECTION, text), reason: "重复登记".to_owned() });
        self.add_up(id)
    }

    pub fn faulty(mut self, id: &str) -> Self {
        self.row(id).faulty = true;
        self
    }

    pub fn without_list(mut self, id: &str) -> Self {
        self.0.lists.remove(id);
        self
    }

    /// A row of a list sheet; `column=text`, blank ones left out; a text that is not what its column asks for keeps no value.
    pub fn record(mut self, list: &str, fields: &[(&str, &str)]) -> Self {
        let sheet = campaign().list(list).unwrap();
        let into = self.0.lists.get_mut(list).unwrap();
        let row = into.records.len() as u32 + 2;
        let source = |col: usize| CellSource { cell: CellRef::new(row, col as u32), ..into.head.clone() };
        let fields = fields.iter().filter(|(_, text)| !text.is_empty()).map(|(id, text)| {
            let col = sheet.columns.iter().position(|c| c.id == *id).unwrap();
            use hongtou::campaign::ColumnKind as K;
            let value = match sheet.columns[col].kind {
                K::Date => text.parse().ok().map(FieldValue::Date),
                K::Unit => campaign().unit(text).map(|u| FieldValue::Unit(u.name.clone())),
                K::Task => campaign().task(text).map(|t| FieldValue::Task(t.id.clone())),
                K::Rank | K::Number => text.parse().ok().map(FieldValue::Number),
                K::Text | K::Owner | K::Choice => Some(FieldValue::Text((*text).to_owned())),
            };
            ((*id).to_owned(), Field { source: source(col), text: (*text).to_owned(), value })
        });
        let record = Record { source: source(0), fields: fields.collect() };
        into.records.push(record);
        self
    }

    pub fn person(self, name: &str, start: &str, end: &str) -> Self {
        self.record("people", &[("name", name), ("origin", "某单位"), ("start", start), ("end", end)])
    }

    pub fn visit(self, date: &str, unit: &str) -> Self {
        self.record("walks", &[("date", date), ("visitor", "某领导"), ("unit", unit)])
    }
}

/// Full forms of all units for a period.
pub fn all(period: &str, n: u32) -> Vec<Form> {
    campaign().units.iter().map(|u| Form::full(&u.name, period, n)).collect()
}

/// The forms with that of one unit and period in place of what it was.
pub fn with(mut forms: Vec<Form>, form: Form) -> Vec<Form> {
    forms.retain(|f| (&f.0.unit, f.0.period) != (&form.0.unit, form.0.period));
    forms.push(form);
    forms
}

/// The forms without that of one unit and period.
pub fn without(mut forms: Vec<Form>, unit: &str, period: &str) -> Vec<Form> {
    forms.retain(|f| (f.0.unit.as_str(), f.0.period) != (unit, month(period)));
    forms
}
