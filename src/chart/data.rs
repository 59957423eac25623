//! What a chart says, as TOML that the program and people write: in a text as a ` ```chart ` block, in a picture of ours as its notes.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Deserializer};

use crate::words::chart as words;

/// Most bars of a chart: more are not legible on one page.
pub const MOST_ROWS: usize = 60;
/// Most lines: more cannot be told apart in black and white.
pub const MOST_SERIES: usize = 4;
/// Most points of a line.
pub const MOST_POINTS: usize = 12;
/// Longest text of any kind, characters.
const LONGEST: usize = 200;
/// Longest value as printed, characters.
const LONGEST_VALUE: usize = 20;

/// How figures are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// One bar for each row, as long as its value.
    Bars,
    /// One bar for each row in a frame of 100 percent.
    Progress,
    /// Values over time.
    Lines,
}

/// One chart.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chart {
    /// How it is drawn.
    pub kind: Kind,
    /// What it shows, without its number.
    #[serde(default)]
    pub title: String,
    /// Its number in the paper: 图1.
    #[serde(default)]
    pub number: Option<usize>,
    /// Unit of all values that the printed ones do not carry.
    #[serde(default)]
    pub unit: String,
    /// Notes below it.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Names of the points in time, of lines; `\n` begins a second line.
    #[serde(default)]
    pub ticks: Vec<String>,
    /// A line that all bars are held against.
    #[serde(default)]
    pub reference: Option<Reference>,
    /// The bars from the top.
    #[serde(default)]
    pub rows: Vec<Row>,
    /// The lines.
    #[serde(default)]
    pub series: Vec<Series>,
}

/// What bars are held against: 序时进度, a target.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// What is printed at it.
    pub label: String,
    /// Where it stands.
    #[serde(deserialize_with = "read_exact")]
    pub value: Decimal,
}

/// A bar.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Row {
    /// Whose it is.
    pub label: String,
    /// Its rank; equal values share one.
    #[serde(default)]
    pub rank: Option<usize>,
    /// Its value; none is 未报, never zero.
    #[serde(flatten)]
    pub point: Point,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// What stands at its end; may be empty where there is one only.
    #[serde(default)]
    pub label: String,
    /// Its points, one for each tick.
    pub points: Vec<Point>,
}

/// A value, or that there is none.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// The exact value.
    #[serde(default, deserialize_with = "read_optional")]
    pub value: Option<Decimal>,
    /// What is printed; empty for the value as it is.
    #[serde(default)]
    pub text: String,
    /// Whether units are missing in it: drawn open.
    #[serde(default)]
    pub open: bool,
    /// Whether it begins anew, as what adds up from January on does each year: not joined to the point before.
    #[serde(default)]
    pub anew: bool,
    /// The figure that it prints, by number in the paper's list.
    #[serde(default)]
    pub figure: Option<u32>,
}

impl Point {
    /// What is printed for it: 未报 where there is no value.
    pub fn printed(&self) -> String {
        match self.value {
            None => words::NOT_REPORTED.to_owned(),
            Some(value) if self.text.is_empty() => value.normalize().to_string(),
            Some(_) => self.text.clone(),
        }
    }
}

impl Point {
    /// Whether what is printed is the value, rounded to the places that are printed. A text without a number, or with one in 万 or 亿, is not judged.
    fn agrees(&self) -> bool {
        let Some(value) = self.value else { return true };
        let digits = self.text.trim_start().trim_end_matches(|c: char| !c.is_ascii_digit());
        let Ok(printed) = digits.replace(',', "").parse::<Decimal>() else { return true };
        if self.text.contains(['万', '亿']) {
            return true;
        }
        value.round_dp_with_strategy(printed.scale(), RoundingStrategy::MidpointAwayFromZero) == printed
    }
}

/// Why a chart cannot be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It is not written as charts are; the line in its text, from 1.
    Unreadable(usize),
    /// It has nothing to show.
    Empty,
    /// More bars than a page shows.
    TooManyRows(usize),
    /// More lines than can be told apart.
    TooManySeries(usize),
    /// More points in time than fit.
    TooManyPoints(usize),
    /// A line has another number of points than there are points in time.
    Ragged(String),
    /// A printed value that is not the one drawn: both.
    Differs(String, String),
    /// A text that is far too long.
    LongText(String),
}

impl Fault {
    /// The line of the chart's text that is at fault, from 1, where it is one.
    pub fn line(&self) -> Option<usize> {
        if let Self::Unreadable(line) = self { Some(*line) } else { None }
    }

    /// The same in words, without a full stop.
    pub fn told(&self) -> String {
        match self {
            Self::Unreadable(line) => words::unreadable(*line),
            Self::Empty => words::empty(),
            Self::TooManyRows(n) => words::too_many_rows(*n, MOST_ROWS),
            Self::TooManySeries(n) => words::too_many_series(*n, MOST_SERIES),
            Self::TooManyPoints(n) => words::too_many_points(*n, MOST_POINTS),
            Self::Ragged(series) => words::ragged(series),
            Self::Differs(printed, drawn) => words::differs(printed, drawn),
            Self::LongText(begin) => words::long_text(begin),
        }
    }
}

impl Chart {
    /// An empty chart.
    pub fn new(kind: Kind, title: &str) -> Self {
        Self {
            kind,
            title: title.to_owned(),
            number: None,
            unit: String::new(),
            notes: Vec::new(),
            ticks: Vec::new(),
            reference: None,
            rows: Vec::new(),
            series: Vec::new(),
        }
    }

    /// Reads the TOML of a chart.
    ///
    /// # Errors
    /// Why it cannot be drawn.
    pub fn from_toml(text: &str) -> Result<Self, Fault> {
        let at = |e: toml::de::Error| {
            let start = e.span().map_or(0, |s| s.start);
            Fault::Unreadable(text.get(..start).unwrap_or_default().matches('\n').count() + 1)
        };
        let chart: Self = toml::from_str(text).map_err(at)?;
        chart.check().map(|()| chart)
    }

    /// The chart as TOML, one key a line, no text over more than one: no line of it can end the block that it stands in.
    pub fn to_toml(&self) -> String {
        super::write::toml(self)
    }

    /// What stands under it: 图1　title.
    pub fn caption(&self) -> String {
        words::caption(self.number, &self.title)
    }

    /// Whether it can be drawn.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self) -> Result<(), Fault> {
        let texts = self.notes.iter().chain(&self.ticks).chain([&self.title, &self.unit]);
        let labels = self.rows.iter().map(|r| &r.label).chain(self.series.iter().map(|s| &s.label)).chain(self.reference.iter().map(|r| &r.label));
        let mut points = self.rows.iter().map(|r| &r.point).chain(self.series.iter().flat_map(|s| &s.points));
        // Notes name units and may be long.
        let most = |t: &String| if self.notes.contains(t) { 10 * LONGEST } else { LONGEST };
        if let Some(wrong) = points.clone().find(|p| !p.agrees()) {
            return Err(Fault::Differs(wrong.text.clone(), wrong.value.unwrap_or_default().normalize().to_string()));
        }
        if let Some(long) = points.find(|p| p.printed().chars().count() > LONGEST_VALUE) {
            return Err(Fault::LongText(long.printed().chars().take(12).collect()));
        }
        if let Some(long) = texts.chain(labels).find(|t| t.chars().count() > most(t)) {
            return Err(Fault::LongText(long.chars().take(12).collect()));
        }
        if self.kind != Kind::Lines {
            return match self.rows.len() {
                0 => Err(Fault::Empty),
                n if n > MOST_ROWS => Err(Fault::TooManyRows(n)),
                _ => Ok(()),
            };
        }
        if self.series.is_empty() || self.ticks.is_empty() {
            return Err(Fault::Empty);
        }
        if self.series.len() > MOST_SERIES {
            return Err(Fault::TooManySeries(self.series.len()));
        }
        if self.ticks.len() > MOST_POINTS {
            return Err(Fault::TooManyPoints(self.ticks.len()));
        }
        match self.series.iter().find(|s| s.points.len() != self.ticks.len()) {
            Some(s) => Err(Fault::Ragged(s.label.clone())),
            None => Ok(()),
        }
    }

    /// All values with whose they are, in reading order.
    pub fn points(&self) -> impl Iterator<Item = (String, &Point)> {
        let rows = self.rows.iter().map(|r| (r.label.clone(), &r.point));
        let lines = self.series.iter().flat_map(|s| {
            let tick = self.ticks.iter().map(|t| t.replace('\n', " "));
            tick.zip(&s.points).map(|(t, p)| (if s.label.is_empty() { t } else { format!("{} {t}", s.label) }, p))
        });
        rows.chain(lines)
    }

    /// The same without the numbers of figures, which mean nothing outside of the paper that is being made.
    pub fn without_figures(mut self) -> Self {
        self.rows.iter_mut().for_each(|r| r.point.figure = None);
        self.series.iter_mut().flat_map(|s| &mut s.points).for_each(|p| p.figure = None);
        self
    }
}

/// A number as people type one into TOML, in quotes or not.
#[derive(Deserialize)]
#[serde(untagged)]
enum Typed {
    Whole(i64),
    Float(f64),
    Text(String),
}

fn read_exact<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    let text = match Typed::deserialize(deserializer)? {
        Typed::Whole(n) => n.to_string(),
        // The shortest digits that mean the same: what was typed.
        Typed::Float(f) => f.to_string(),
        Typed::Text(t) => t.trim().to_owned(),
    };
    text.parse().map_err(serde::de::Error::custom)
}

fn read_optional<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Decimal>, D::Error> {
    read_exact(deserializer).map(Some)
}
