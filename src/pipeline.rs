//! Layer 6. The run, stage by stage; the file to read first.
//!
//! [`read`]: every workbook → facts → submissions. [`build`]: submissions → summary → for each paper that is due manuscript → document →
//! pages → files. Only `intake` reads inputs here and only `store` touches `out`.

mod base;
mod charts;
mod choice;
mod inspection;
mod papers;
mod register;
mod sheets;
mod slips;
mod templates;
mod upward;
mod workbooks;

pub use base::base_form;
pub use charts::has_chart;
pub use inspection::{inspect_period, inspect_text};
pub use register::{Entered, enter};
pub use sheets::{Remade, remake};
pub use slips::{SlipReport, Slips, forms, slips};
pub use templates::{latest, template_faults, template_of};
pub use upward::{RolledUp, below, roll_up};

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::aggregate::aggregate_with;
use crate::campaign::PaperCopy;
use crate::diag::{Diagnostic, Diagnostics};
use crate::document::{self, Block, Document, Manuscript};
use crate::export;
use crate::font::FontBook;
use crate::inspect::Inspection;
use crate::intake;
use crate::layout::{self, LayoutOptions};
use crate::model::{Choice, Earlier, Month, Period, Submission, Summary, due_with, is_period, longer_periods, papers_due, previous_form};
use crate::store::{DocumentEntry, FontEntry, InputEntry, Outbox};
use crate::understand;
use crate::validate::{self, Intake};
use crate::words;
use crate::workspace::Workspace;
use papers::Desk;

/// What a run tells while it works.
pub trait Progress: Sync {
    /// How many steps there will be.
    fn begin(&self, steps: usize);
    /// One step is done; what it was.
    fn step(&self, done: &str);
}

/// All forms that a period needs, read and judged.
#[derive(Debug)]
pub struct Reading {
    /// The forms of each period up to the one asked for, in order.
    pub forms: BTreeMap<Month, Intake>,
    /// Figures from before the campaign, where the workspace has some.
    pub earlier: Option<Earlier>,
    /// The workbooks, for the manifest.
    pub inputs: Vec<InputEntry>,
    /// The 交办清单 as people left it.
    pub register: crate::register::Book,
}

impl Reading {
    /// What the units sent for one form's period.
    pub fn of(&self, form: Month) -> Option<&Intake> {
        self.forms.get(&form)
    }

    /// All submissions, for the sums.
    pub fn submissions(&self) -> Vec<Submission> {
        self.forms.values().flat_map(|i| &i.submissions).cloned().collect()
    }
}

/// Checks that the campaign knows a period and that there is something in its folder.
///
/// # Errors
/// One finding that says what to do.
pub fn known(ws: &Workspace, period: Period) -> Result<(), Diagnostic> {
    if !is_period(&ws.campaign, period) {
        return Err(words::run::no_such_period(&period.to_string(), &ws.campaign.cycle.ends));
    }
    let form = due_with(&ws.campaign.cycle, period);
    let folder = format!("inputs/{form}");
    if !ws.root.join(&folder).is_dir() {
        return Err(words::run::no_period_folder(&folder));
    }
    if intake::discover(&ws.root, &ws.root.join(&folder)).0.is_empty() {
        return Err(words::run::empty_period_folder(&folder));
    }
    Ok(())
}

/// Reads every workbook of the year of `last` and the year before, understands them, and judges them form by form.
pub fn read(ws: &Workspace, last: Month) -> Reading {
    // The year's sums need its forms, the comparison those of the year before.
    let first = Month { year: last.year - 1, month: 1 };
    let mut forms: Vec<Month> = std::iter::successors(Some(last), |m| previous_form(&ws.campaign, *m)).take_while(|m| *m >= first).collect();
    forms.reverse();
    let found: Vec<(Month, Vec<intake::Found>, Diagnostics)> = forms
        .into_iter()
        .map(|form| {
            let (found, diagnostics) = intake::discover(&ws.root, &ws.root.join(format!("inputs/{form}")));
            (form, found, diagnostics)
        })
        .collect();
    let mut books: Vec<Vec<_>> = found.par_iter().map(|(_, found, _)| intake::read_all(found)).collect();
    let (register, entry) = register::load(ws);
    let mut reading = Reading { forms: BTreeMap::new(), earlier: None, inputs: Vec::from_iter(entry), register };
    let mut previous: BTreeMap<String, Submission> = BTreeMap::new();
    let mut files_before = Vec::new();
    for ((form, _, diagnostics), books) in found.into_iter().zip(books.drain(..)) {
        let mut judged = validate::judge(
            understand::understand_all(books, &ws.campaign, &ws.readings.of_period(&form.to_string())),
            &ws.campaign,
            form,
            &previous,
            &files_before,
        );
        reading.inputs.extend(judged.inputs.iter().map(|i| InputEntry { path: i.path.to_string(), sha256: i.sha256.clone() }));
        judged.diagnostics.append(diagnostics);
        files_before.clone_from(&judged.inputs);
        previous = judged.submissions.iter().map(|s| (s.unit.clone(), s.clone())).collect();
        reading.forms.insert(form, judged);
    }
    base::read(ws, last, &mut reading);
    reading
}

/// The summary of a period from what was read.
pub fn summarise(ws: &Workspace, reading: &Reading, period: Period) -> Summary {
    let submissions = reading.submissions();
    let mut summary = aggregate_with(period, &ws.campaign, &submissions, reading.earlier.as_ref());
    summary.choice = choice::choose(ws, reading, &submissions, &summary);
    summary.register = register::standing(ws, reading, &summary);
    summary
}

/// What `build` is asked for.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Ids of papers; empty for all.
    pub only: Vec<String>,
    /// `md`, `pdf`, `xlsx`; empty for all.
    pub formats: Vec<String>,
    /// Write nothing while there are errors in the inputs.
    pub strict: bool,
}

impl Request {
    fn wants(&self, format: &str) -> bool {
        self.formats.is_empty() || self.formats.iter().any(|f| f == format)
    }

    fn asks(&self, copy: &PaperCopy<'_>) -> bool {
        (self.only.is_empty() || copy.is_in(&self.only)) && (copy.paper.workbook.is_none() || self.wants("xlsx"))
    }
}

/// What became of one paper.
#[derive(Debug, Clone)]
pub struct PaperReport {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its period.
    pub period: Period,
    /// Pages, where it was set.
    pub pages: usize,
    /// What its pages measure, where it was set.
    pub inspection: Option<Inspection>,
    /// The sheet of the inspection, for the manifest.
    pub sheet: Option<DocumentEntry>,
    /// Its 数据出处核对表, for the manifest.
    pub provenance: Option<DocumentEntry>,
    /// The pictures of its charts, for the manifest.
    pub charts: Option<DocumentEntry>,
    /// Which of the units' items it prints, by their place in the period's choice.
    pub picks: Vec<usize>,
    /// Files written, relative to the workspace.
    pub files: Vec<String>,
    /// Where the new text stands, if a person had edited the paper's.
    pub beside: Option<String>,
    /// What was found.
    pub diagnostics: Diagnostics,
    /// Whether it was written.
    pub written: bool,
}

/// What became of a run.
#[derive(Debug)]
pub struct Build {
    /// The forms that were read.
    pub reading: Reading,
    /// The form's period that the run belongs to.
    pub form: Month,
    /// The papers.
    pub papers: Vec<PaperReport>,
    /// The items that were chosen, by period.
    pub choices: BTreeMap<Period, Choice>,
    /// What went wrong besides.
    pub diagnostics: Diagnostics,
    /// Whether `strict` kept it from writing.
    pub held: bool,
}

impl Build {
    /// Whether every paper that is due was written.
    pub fn complete(&self) -> bool {
        !self.held && !self.diagnostics.has_errors() && self.papers.iter().all(|p| p.written)
    }
}

/// Makes every paper that is due at a period, and at the longer periods that are due with it.
///
/// # Errors
/// What keeps the run from starting; nothing was written then.
pub fn build(ws: &Workspace, fonts: &FontBook, period: Period, request: &Request, progress: &dyn Progress) -> Result<Build, Diagnostics> {
    let stop = |d| Diagnostics::from_iter([d]);
    known(ws, period).map_err(stop)?;
    let form = due_with(&ws.campaign.cycle, period);
    let due = due(ws, period, request);
    let meeting = ws.meeting(form)?;
    if meeting.found.has_errors() {
        return Err(meeting.found);
    }

    let reading = read(ws, form);
    progress.begin(1 + due.iter().map(|(_, papers)| papers.len()).sum::<usize>());
    progress.step(&words::run::read_done(reading.of(form).map_or(0, |i| i.submissions.len())));
    let errors = reading.of(form).is_some_and(|i| i.diagnostics.has_errors());
    if request.strict && errors {
        return Ok(Build { reading, form, papers: Vec::new(), choices: BTreeMap::new(), diagnostics: Diagnostics::new(), held: true });
    }
    let boxes: Vec<Outbox> = due.iter().map(|(p, _)| Outbox::open(&ws.root, &p.to_string())).collect::<Result<_, _>>().map_err(stop)?;

    let mut all = Build { reading, form, papers: Vec::new(), choices: BTreeMap::new(), diagnostics: meeting.found.clone(), held: false };
    all.diagnostics.append(all.reading.register.found.clone());
    let mut told = std::collections::BTreeSet::new();
    // Periods side by side, their findings in order.
    let made: Vec<_> = due
        .into_par_iter()
        .zip(&boxes)
        .map(|((period, papers), out)| {
            let summary = summarise(ws, &all.reading, period);
            let desk = Desk { ws, fonts, summary: &summary, meeting: &meeting, out, request, reading: &all.reading };
            let made = desk.papers(&papers, progress);
            let sheets =
                made.iter().flat_map(|(_, report)| [report.sheet.clone(), report.provenance.clone(), report.charts.clone()]).flatten().collect();
            let manifest = desk.manifest(&all.reading, made.iter().map(|(entry, _)| entry.clone()).collect(), sheets);
            let finished = out.finish(&manifest);
            (summary, made, finished)
        })
        .collect();
    for (summary, made, finished) in made {
        all.diagnostics.append(register::not_entered(ws, &summary, &mut told));
        for found in &summary.choice.found {
            // A longer period tells the same of its forms.
            if !all.diagnostics.iter().any(|d| d == found) {
                all.diagnostics.push(found.clone());
            }
        }
        if let Err(d) = finished {
            all.diagnostics.push(d);
        }
        all.papers.extend(made.into_iter().map(|(_, report)| report));
        all.choices.insert(summary.period, summary.choice);
    }
    Ok(all)
}

/// The papers that are due at a period and at the longer periods that are due with it: those that were asked for, in a format that was asked for.
fn due<'w>(ws: &'w Workspace, period: Period, request: &Request) -> Vec<(Period, Vec<PaperCopy<'w>>)> {
    let mut periods = vec![period];
    if matches!(period, Period::Form(_)) {
        periods.extend(longer_periods(&ws.campaign.cycle, due_with(&ws.campaign.cycle, period)));
    }
    periods
        .into_iter()
        .map(|p| {
            let copies = papers_due(&ws.campaign, p).flat_map(|paper| ws.campaign.copies(paper));
            (p, copies.filter(|copy| request.asks(copy)).collect::<Vec<_>>())
        })
        .filter(|(_, papers)| !papers.is_empty())
        .collect()
}

/// What a manifest says about where everything came from: inputs, templates, faces.
fn sources(ws: &Workspace, fonts: &FontBook, reading: &Reading, meeting: Option<&InputEntry>) -> (Vec<InputEntry>, Vec<InputEntry>, Vec<FontEntry>) {
    let mut inputs = [ws.inputs.clone(), reading.inputs.clone(), meeting.into_iter().cloned().collect()].concat();
    inputs.sort();
    let templates = ws.templates.sources().map(|t| InputEntry { path: t.path.clone(), sha256: crate::store::sha256(t.text.as_bytes()) });
    let faces = fonts.report().into_iter().map(|r| FontEntry {
        role: r.key.to_owned(),
        name: r.postscript,
        file: relative(&ws.root, &r.file),
        substituted: r.substituted,
    });
    (inputs, templates.collect(), faces.collect())
}

fn relative(root: &std::path::Path, file: &str) -> String {
    std::path::Path::new(file)
        .strip_prefix(root)
        .map_or_else(|_| file.to_owned(), |p| p.iter().map(|s| s.to_string_lossy().into_owned()).collect::<Vec<_>>().join("/"))
}

/// Parses a manuscript; findings that are no errors are kept.
fn parsed(manuscript: &Manuscript, kept: &mut Diagnostics) -> Result<Document, Diagnostics> {
    match document::parse(manuscript) {
        (Some(document), found) if !found.has_errors() => {
            kept.append(found);
            Ok(charts::numbered(document))
        }
        (_, found) => Err(found),
    }
}

/// What setting needs of a workspace: names that are not broken, phrases of titles.
fn layout_options(ws: &Workspace, source: &Manuscript) -> LayoutOptions {
    let c = &ws.campaign;
    let no_break = c.units.iter().map(|u| u.name.clone()).chain(c.people.iter().map(|p| p.name.clone())).collect();
    let mut lexicon = ws.phrases.title_words.clone();
    lexicon.extend([c.campaign.office.clone(), c.campaign.name.clone()]);
    let (file, text, whole) = (Arc::clone(&source.name), source.text.as_str().into(), ws.phrases.no_break.clone());
    LayoutOptions { file, text, no_break, whole, lexicon, images: BTreeMap::new() }
}

/// Sets any manuscript: its pages as PDF. The workspace, if there is one, gives names and phrases; `picture` gives the bytes of a picture.
///
/// # Errors
/// What is wrong with the text or cannot be set.
pub fn render(
    ws: Option<&Workspace>,
    fonts: &FontBook,
    source: &Manuscript,
    picture: &dyn Fn(&str) -> Option<Vec<u8>>,
) -> Result<(Vec<u8>, usize, Diagnostics), Diagnostics> {
    let (_, pages, found) = set(ws, fonts, source, picture)?;
    let bytes = export::pdf::to_pdf(&pages).map_err(|d| Diagnostics::from_iter([d]))?;
    Ok((bytes, pages.pages.len(), found))
}

/// Parses and sets any manuscript.
fn set(
    ws: Option<&Workspace>,
    fonts: &FontBook,
    source: &Manuscript,
    picture: &dyn Fn(&str) -> Option<Vec<u8>>,
) -> Result<(Document, layout::Pages, Diagnostics), Diagnostics> {
    let mut found = Diagnostics::new();
    let document = parsed(source, &mut found)?;
    let mut options = ws.map_or_else(
        || LayoutOptions { file: Arc::clone(&source.name), text: source.text.as_str().into(), ..LayoutOptions::default() },
        |ws| layout_options(ws, source),
    );
    options.images = images(&document, picture);
    let (pages, more) = layout::layout(&document, &options, fonts)?;
    found.append(more);
    Ok((document, pages, found))
}

/// The pictures of a document that are there, by their paths as written.
fn images(document: &Document, picture: &dyn Fn(&str) -> Option<Vec<u8>>) -> BTreeMap<String, Arc<[u8]>> {
    let mut paths = Vec::new();
    document.sections.iter().for_each(|s| image_paths(&s.blocks, &mut paths));
    paths.into_iter().filter_map(|path| picture(&path).map(|bytes| (path, bytes.into()))).collect()
}

/// The paths of the pictures in blocks, as written.
fn image_paths(blocks: &[Block], paths: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Image { path, .. } => paths.push(path.clone()),
            Block::Quote { blocks, .. } => image_paths(blocks, paths),
            Block::List { items, .. } => items.iter().for_each(|item| image_paths(item, paths)),
            _ => {}
        }
    }
}

/// What a blank form carries on from: of each unit the latest submission before `period`. Only that of the form directly before gives 上期累计.
pub fn carried(ws: &Workspace, period: Month) -> BTreeMap<String, Submission> {
    let Some(form) = previous_form(&ws.campaign, period) else { return BTreeMap::new() };
    let read = read(ws, form).forms;
    read.into_values().flat_map(|intake| intake.submissions).map(|s| (s.unit.clone(), s)).collect()
}
