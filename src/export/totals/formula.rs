//! The formulas and what they give: totals, ratios, numbers of units. A cell whose formula would not give the summary's value is a plain value instead.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::Formula;

use super::plan::{Column, FIRST, Plan, Shown, What, part_of};
use crate::model::Summary;
use crate::origin::CellRef;
use crate::words::totals as words;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Content {
    /// A formula with its result.
    Live(String, Shown),
    /// A value.
    Fixed(Shown),
}

impl Content {
    pub(super) fn shown(&self) -> &Shown {
        match self {
            Self::Live(_, shown) | Self::Fixed(shown) => shown,
        }
    }
}

/// A text inside a formula.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// A criterion of `COUNTIF` that is met by just this text.
fn just(text: &str) -> String {
    let escaped: String = text.chars().flat_map(|c| if "*?~".contains(c) { vec!['~', c] } else { vec![c] }).collect();
    quoted(&format!("={escaped}"))
}

/// The result of a formula as a spreadsheet stores it.
pub(super) fn formula(text: &str, result: &Shown) -> Formula {
    let result = match result {
        Shown::Number(n) => n.to_f64().unwrap_or_default().to_string(),
        Shown::Text(t) => t.clone(),
        Shown::Blank => String::new(),
    };
    Formula::new(text).set_result(result)
}

/// The formulas of one workbook.
#[derive(Clone, Copy)]
pub(super) struct Formulas<'a> {
    pub plan: &'a Plan<'a>,
}

/// What counts as a number for `SUMIF`.
const ANY_NUMBER: &str = "\"<9E+99\"";

impl<'a> Formulas<'a> {
    pub(super) fn summary(&self) -> &'a Summary {
        self.plan.summary
    }

    /// A cell in a column, as seen from a sheet.
    pub(super) fn cell(&self, (sheet, column): (usize, usize), row: u32, from: Option<usize>) -> String {
        format!("{}{}", self.prefix(sheet, from), CellRef::new(row, 1 + column as u32))
    }

    /// All units' cells of a column, as seen from a sheet.
    pub(super) fn range(&self, (sheet, column): (usize, usize), from: Option<usize>) -> String {
        let last = self.plan.total_row().saturating_sub(1);
        let col = 1 + column as u32;
        format!("{}{}:{}", self.prefix(sheet, from), CellRef::new(FIRST, col), CellRef::new(last, col))
    }

    fn prefix(&self, sheet: usize, from: Option<usize>) -> String {
        if from == Some(sheet) { String::new() } else { format!("'{}'!", self.plan.sheets.get(sheet).map_or("", |s| &s.name)) }
    }

    /// Where the parts of a ratio stand.
    fn parts(&self, column: &Column<'_>) -> Option<[(usize, usize); 2]> {
        let place = |id: &Option<String>| {
            let part = self.plan.campaign.indicator(id.as_deref()?)?;
            self.plan.places.get(&(part.id.as_str(), part_of(part, column.indicator.basis))).copied()
        };
        Some([place(&column.indicator.numerator)?, place(&column.indicator.denominator)?])
    }

    /// Both parts of a ratio of every unit that has both.
    fn pairs(&self, [above, below]: [(usize, usize); 2]) -> Vec<(usize, Decimal, Decimal)> {
        let (Some(above), Some(below)) = (self.plan.column(above), self.plan.column(below)) else { return Vec::new() };
        let both = above.cells.iter().zip(&below.cells).enumerate();
        both.filter_map(|(u, (a, b))| Some((u, a.number()?, b.number()?))).collect()
    }

    /// What stands in a unit's cell.
    pub(super) fn unit(&self, (sheet, column): (usize, &Column<'_>), unit: usize) -> Content {
        let shown = column.cells.get(unit).cloned().unwrap_or(Shown::Blank);
        if column.what != What::Ratio || shown == Shown::Blank {
            return Content::Fixed(shown);
        }
        let Some(parts) = self.parts(column) else { return Content::Fixed(shown) };
        let row = FIRST + unit as u32;
        let [n, d] = parts.map(|p| self.cell(p, row, Some(sheet)));
        let none = quoted(words::NONE);
        let text = format!("=IF(COUNT({n},{d})=2,IF({d}=0,{none},{n}/{d}),IF(OR({n}={none},{d}={none}),{none},IF(ISNUMBER({n}),{d},{n})))");
        let at = |p: (usize, usize)| self.plan.column(p).and_then(|c| c.cells.get(unit)).cloned().unwrap_or(Shown::Blank);
        let none = Shown::Text(words::NONE.to_owned());
        let [n, d] = parts.map(at);
        let result = match (n.number(), d.number()) {
            (Some(n), Some(d)) => quotient(n, d),
            _ if n == none || d == none => none,
            (Some(_), None) => d,
            _ => n,
        };
        Content::Live(text, result)
    }

    /// The total of a column.
    pub(super) fn total(&self, sheet: usize, at: usize, column: &Column<'_>) -> Content {
        let range = self.range((sheet, at), Some(sheet));
        match column.what {
            What::Status => self.options(&range, column),
            What::Ratio => self.ratio_total(sheet, column),
            _ => {
                let numbers: Vec<Decimal> = column.cells.iter().filter_map(Shown::number).collect();
                let sum = numbers.iter().try_fold(Decimal::ZERO, |a, b| a.checked_add(*b)).filter(|_| !numbers.is_empty());
                let value = column.total.and_then(|t| t.value);
                if sum != value {
                    return Content::Fixed(value.map_or_else(|| Shown::Text(words::NO_FIGURE.to_owned()), Shown::Number));
                }
                let lacking = nobody(column);
                let result = sum.map_or_else(|| Shown::Text(lacking.to_owned()), Shown::Number);
                Content::Live(format!("=IF(COUNT({range})=0,{},SUM({range}))", quoted(lacking)), result)
            }
        }
    }

    fn ratio_total(&self, sheet: usize, column: &Column<'_>) -> Content {
        let value = column.total.and_then(|t| t.value).map(|v| v / Decimal::ONE_HUNDRED);
        let fixed = || Content::Fixed(value.map_or_else(|| Shown::Text(words::NONE.to_owned()), Shown::Number));
        let Some(parts) = self.parts(column) else { return fixed() };
        let pairs = self.pairs(parts);
        let sum = |mut values: Box<dyn Iterator<Item = Decimal> + '_>| values.try_fold(Decimal::ZERO, |a, b| a.checked_add(b));
        let (Some(above), Some(below)) = (sum(Box::new(pairs.iter().map(|p| p.1))), sum(Box::new(pairs.iter().map(|p| p.2)))) else { return fixed() };
        let ours = column.total.and_then(|t| t.part_values);
        if ours.is_some() == pairs.is_empty() || ours.is_some_and(|o| o != [above.normalize(), below.normalize()]) {
            return fixed();
        }
        let [n, d] = parts.map(|p| self.range(p, Some(sheet)));
        let (none, lacking) = (quoted(words::NONE), nobody(column));
        let text = format!(
            "=IF(COUNTIFS({n},{ANY_NUMBER},{d},{ANY_NUMBER})=0,{},IF(SUMIF({n},{ANY_NUMBER},{d})=0,{none},SUMIF({d},{ANY_NUMBER},{n})/SUMIF({n},{ANY_NUMBER},{d})))",
            quoted(lacking)
        );
        Content::Live(text, if pairs.is_empty() { Shown::Text(lacking.to_owned()) } else { quotient(above, below) })
    }

    /// How many units have each value of a status, in words.
    fn options(&self, range: &str, column: &Column<'_>) -> Content {
        let count = |option: &String| column.cells.iter().filter(|c| matches!(c, Shown::Text(t) if t == option)).count();
        let part = |o: &String| format!("{}&COUNTIF({range},{})", quoted(&words::option(o)), just(o));
        let options = &column.indicator.options;
        let text = options.iter().map(part).collect::<Vec<_>>().join(&format!("&{}&", quoted(words::OPTION_BREAK)));
        let shown = options.iter().map(|o| format!("{}{}", words::option(o), count(o))).collect::<Vec<_>>().join(words::OPTION_BREAK);
        Content::Live(format!("={text}"), Shown::Text(shown))
    }

    /// How many units have one value of a status, for the sheet of totals.
    pub(super) fn option(&self, place: (usize, usize), column: &Column<'_>, option: &str) -> Content {
        let count = column.cells.iter().filter(|c| matches!(c, Shown::Text(t) if t == option)).count();
        Content::Live(format!("=COUNTIF({},{})", self.range(place, None), just(option)), Shown::Number(count.into()))
    }

    /// How many units are in the total, and how many owe the figure.
    pub(super) fn coverage(&self, sheet: usize, at: usize, column: &Column<'_>) -> [Content; 2] {
        let range = self.range((sheet, at), Some(sheet));
        let (covers, of) = column.total.map_or((0, 0), |t| (t.covers.len(), t.of.len()));
        let is = |wanted: &str| column.cells.iter().filter(|c| matches!(c, Shown::Text(t) if t == wanted)).count();
        let missing = is(words::NOT_REPORTED) + is(words::NO_FIGURE);
        let lacking = format!("COUNTIF({range},{})+COUNTIF({range},{})", just(words::NOT_REPORTED), just(words::NO_FIGURE));
        let none = is(words::NONE);
        let counts: [(String, usize); 2] = match column.what {
            What::Status => {
                let all = column.cells.len();
                let have = format!("COUNTA({range})-COUNTIF({range},{})-({lacking})", just(words::NONE));
                [(have, all - none - missing), (format!("COUNTA({range})-COUNTIF({range},{})", just(words::NONE)), all - none)]
            }
            What::Ratio => {
                let Some(parts) = self.parts(column) else { return [covers, of].map(|n| Content::Fixed(Shown::Number(n.into()))) };
                let [n, d] = parts.map(|p| self.range(p, Some(sheet)));
                let both = format!("COUNTIFS({n},{ANY_NUMBER},{d},{ANY_NUMBER})");
                let pairs = self.pairs(parts);
                // Over zero a ratio is — and yet reported.
                let owed = format!("{both}+{lacking}");
                [(both, pairs.len()), (owed, pairs.len() + missing)]
            }
            _ => {
                let numbers = column.cells.iter().filter(|c| c.number().is_some()).count();
                [(format!("COUNT({range})"), numbers), (format!("COUNT({range})+{lacking}"), numbers + missing)]
            }
        };
        let one = |(text, count): (String, usize), ours: usize| {
            let shown = Shown::Number(ours.into());
            if count == ours { Content::Live(format!("={text}"), shown) } else { Content::Fixed(shown) }
        };
        let [a, b] = counts;
        [one(a, covers), one(b, of)]
    }
}

/// What a total says that nobody gives.
fn nobody(column: &Column<'_>) -> &'static str {
    match column.total {
        Some(t) if !t.of.is_empty() => {
            if column.cells.iter().any(|c| matches!(c, Shown::Text(t) if t == words::NOT_REPORTED)) {
                words::NOT_REPORTED
            } else {
                words::NO_FIGURE
            }
        }
        _ => words::NONE,
    }
}

/// A quotient as a spreadsheet has it; over zero there is none.
fn quotient(above: Decimal, below: Decimal) -> Shown {
    above.checked_div(below).map_or_else(|| Shown::Text(words::NONE.to_owned()), Shown::Number)
}
