//! The command line as typed. Everything that a user can read of it stands in `words::usage`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::words::usage as w;

/// hongtou.
#[derive(Debug, Parser)]
#[command(name = "hongtou", version, about = w::ABOUT, help_template = w::HELP_TEMPLATE, disable_help_subcommand = true, disable_help_flag = true,
    disable_version_flag = true, subcommand_help_heading = w::COMMANDS, subcommand_value_name = w::COMMAND, arg_required_else_help = true, after_help = w::AFTER_HELP)]
pub struct Cli {
    /// Workspace.
    #[arg(short = 'C', long = "workspace", global = true, value_name = w::FOLDER, help = w::WORKSPACE, help_heading = w::OPTIONS)]
    pub workspace: Option<PathBuf>,
    /// Help.
    #[arg(short = 'h', long = "help", global = true, action = clap::ArgAction::Help, help = w::HELP, help_heading = w::OPTIONS)]
    help: Option<bool>,
    /// Version.
    #[arg(short = 'V', long = "version", action = clap::ArgAction::Version, help = w::VERSION, help_heading = w::OPTIONS)]
    version: Option<bool>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Blank forms.
    #[command(about = w::FORMS, help_template = w::SUB_TEMPLATE)]
    Forms(FormsArgs),
    /// Last year's figures.
    #[command(about = w::BASE, help_template = w::SUB_TEMPLATE)]
    Base(BaseArgs),
    /// Read and judge.
    #[command(about = w::CHECK, help_template = w::SUB_TEMPLATE)]
    Check(CheckArgs),
    /// Any spreadsheet.
    #[command(about = w::READ, help_template = w::SUB_TEMPLATE)]
    Read(ReadArgs),
    /// What goes back to the units.
    #[command(about = w::SLIPS, help_template = w::SUB_TEMPLATE)]
    Slips(SlipsArgs),
    /// All figures.
    #[command(about = w::FIGURES, help_template = w::SUB_TEMPLATE)]
    Figures(FiguresArgs),
    /// The papers.
    #[command(about = w::BUILD, help_template = w::SUB_TEMPLATE)]
    Build(BuildArgs),
    /// Matters into the register.
    #[command(about = w::REGISTER, help_template = w::SUB_TEMPLATE)]
    Register(RegisterArgs),
    /// Any manuscript.
    #[command(about = w::RENDER, help_template = w::SUB_TEMPLATE)]
    Render(RenderArgs),
    /// The text rules.
    #[command(about = w::LINT, help_template = w::SUB_TEMPLATE)]
    Lint(LintArgs),
    /// Measures pages.
    #[command(about = w::INSPECT, help_template = w::SUB_TEMPLATE, after_help = w::INSPECT_JSON)]
    Inspect(InspectArgs),
    /// Numbers of an edited text.
    #[command(about = w::AUDIT, help_template = w::SUB_TEMPLATE)]
    Audit(AuditArgs),
    /// Where a figure comes from.
    #[command(about = w::TRACE, help_template = w::SUB_TEMPLATE)]
    Trace(TraceArgs),
    /// The office's own return.
    #[command(name = "roll-up", about = w::ROLL_UP, help_template = w::SUB_TEMPLATE)]
    RollUp(RollUpArgs),
    /// What templates may use.
    #[command(about = w::TEMPLATES, help_template = w::SUB_TEMPLATE)]
    Templates(TemplatesArgs),
    /// Which faces are used.
    #[command(about = w::FONTS, help_template = w::SUB_TEMPLATE)]
    Fonts(FontsArgs),
}

/// `forms PERIOD`
#[derive(Debug, Args)]
pub struct FormsArgs {
    /// The form's period.
    #[arg(value_name = w::PERIOD_NAME, help = w::FORM_PERIOD, help_heading = w::ARGUMENTS)]
    pub period: String,
}

/// `roll-up PERIOD`
#[derive(Debug, Args)]
pub struct RollUpArgs {
    /// The form's period.
    #[arg(value_name = w::PERIOD_NAME, help = w::FORM_PERIOD, help_heading = w::ARGUMENTS)]
    pub period: String,
}

/// `base [YEAR]`
#[derive(Debug, Args)]
pub struct BaseArgs {
    /// The year to compare with.
    #[arg(value_name = w::YEAR_NAME, help = w::BASE_YEAR, help_heading = w::ARGUMENTS)]
    pub year: Option<i16>,
}

/// How an answer is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// For spreadsheets.
    Csv,
}

/// Text or JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TextOrJson {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// `check PERIOD`
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The form's period.
    #[arg(value_name = w::PERIOD_NAME, help = w::FORM_PERIOD, help_heading = w::ARGUMENTS)]
    pub period: String,
    /// Text or JSON.
    #[arg(long, value_enum, default_value = "text", hide_default_value = true, hide_possible_values = true, value_name = w::FORMAT_NAME, help = w::FORMAT, help_heading = w::OPTIONS)]
    pub format: TextOrJson,
}

/// `read FILE…`
#[derive(Debug, Args)]
pub struct ReadArgs {
    /// Spreadsheets.
    #[arg(required = true, value_name = w::FILE_NAME, help = w::READ_FILES, help_heading = w::ARGUMENTS)]
    pub files: Vec<PathBuf>,
    /// The period that is asked for.
    #[arg(long, value_name = w::PERIOD_NAME, help = w::READ_PERIOD, help_heading = w::OPTIONS)]
    pub period: Option<String>,
    /// Text or JSON.
    #[arg(long, value_enum, default_value = "text", hide_default_value = true, hide_possible_values = true, value_name = w::FORMAT_NAME, help = w::FORMAT, help_heading = w::OPTIONS)]
    pub format: TextOrJson,
}

/// `slips PERIOD [UNIT…]`
#[derive(Debug, Args)]
pub struct SlipsArgs {
    /// The form's period.
    #[arg(value_name = w::PERIOD_NAME, help = w::FORM_PERIOD, help_heading = w::ARGUMENTS)]
    pub period: String,
    /// Units; all that owe or must mend where none is named.
    #[arg(value_name = w::UNIT_NAME, help = w::SLIP_UNITS, help_heading = w::ARGUMENTS)]
    pub units: Vec<String>,
}

/// `figures PERIOD`
#[derive(Debug, Args)]
pub struct FiguresArgs {
    /// Any period.
    #[arg(value_name = w::PERIOD_NAME, help = w::ANY_PERIOD, help_heading = w::ARGUMENTS)]
    pub period: String,
    /// Text, JSON or CSV.
    #[arg(long, value_enum, default_value = "text", hide_default_value = true, hide_possible_values = true, value_name = w::FORMAT_NAME, help = w::FORMAT_CSV, help_heading = w::OPTIONS)]
    pub format: Format,
}

/// `build PERIOD`
#[derive(Debug, Args)]
pub struct BuildArgs {
    /// Any period.
    #[arg(value_name = w::PERIOD_NAME, help = w::ANY_PERIOD, help_heading = w::ARGUMENTS)]
    pub period: String,
    /// Some papers only.
    #[arg(long, value_delimiter = ',', value_name = w::ID_NAME, help = w::ONLY, help_heading = w::OPTIONS)]
    pub only: Vec<String>,
    /// Some formats only.
    #[arg(long, value_delimiter = ',', value_name = w::FORMAT_NAME, help = w::FORMATS, help_heading = w::OPTIONS)]
    pub formats: Vec<String>,
    /// Threads.
    #[arg(long, value_name = w::NUMBER_NAME, help = w::JOBS, help_heading = w::OPTIONS)]
    pub jobs: Option<usize>,
    /// Write nothing while there are errors.
    #[arg(long, help = w::STRICT, help_heading = w::OPTIONS)]
    pub strict: bool,
}

/// `register PERIOD`
#[derive(Debug, Args)]
pub struct RegisterArgs {
    /// The form's period.
    #[arg(value_name = w::PERIOD_NAME, help = w::FORM_PERIOD, help_heading = w::ARGUMENTS)]
    pub period: String,
    /// Tell only.
    #[arg(long, help = w::REGISTER_LIST, help_heading = w::OPTIONS)]
    pub list: bool,
}

/// `render FILE.md…`
#[derive(Debug, Args)]
pub struct RenderArgs {
    /// Manuscripts.
    #[arg(required = true, value_name = w::FILE_NAME, help = w::RENDER_FILES, help_heading = w::ARGUMENTS)]
    pub files: Vec<PathBuf>,
    /// Where to.
    #[arg(short = 'o', long = "out", value_name = w::FOLDER, help = w::RENDER_OUT, help_heading = w::OPTIONS)]
    pub out: Option<PathBuf>,
    /// Some formats only.
    #[arg(long, value_delimiter = ',', value_name = w::FORMAT_NAME, help = w::RENDER_FORMATS, help_heading = w::OPTIONS)]
    pub formats: Vec<String>,
}

/// `lint FILE.md`
#[derive(Debug, Args)]
pub struct LintArgs {
    /// The manuscript.
    #[arg(value_name = w::FILE_NAME, help = w::LINT_FILE, help_heading = w::ARGUMENTS)]
    pub file: PathBuf,
    /// Notes too.
    #[arg(long, help = w::LINT_ALL, help_heading = w::OPTIONS)]
    pub all: bool,
    /// Mend what can be mended.
    #[arg(long, help = w::LINT_FIX, help_heading = w::OPTIONS)]
    pub fix: bool,
    /// Text or JSON.
    #[arg(long, value_enum, default_value = "text", hide_default_value = true, hide_possible_values = true, value_name = w::FORMAT_NAME, help = w::FORMAT, help_heading = w::OPTIONS)]
    pub format: TextOrJson,
}

/// `inspect FILE.md|PERIOD`
#[derive(Debug, Args)]
pub struct InspectArgs {
    /// Manuscripts, or a period.
    #[arg(required = true, value_name = w::FILE_OR_PERIOD, help = w::INSPECT_WHAT, help_heading = w::ARGUMENTS)]
    pub targets: Vec<PathBuf>,
    /// Text or JSON.
    #[arg(long, value_enum, default_value = "text", hide_default_value = true, hide_possible_values = true, value_name = w::FORMAT_NAME, help = w::FORMAT, help_heading = w::OPTIONS)]
    pub format: TextOrJson,
}

/// `audit FILE.md`
#[derive(Debug, Args)]
pub struct AuditArgs {
    /// The edited paper.
    #[arg(value_name = w::FILE_NAME, help = w::AUDIT_FILE, help_heading = w::ARGUMENTS)]
    pub file: PathBuf,
    /// Text or JSON.
    #[arg(long, value_enum, default_value = "text", hide_default_value = true, hide_possible_values = true, value_name = w::FORMAT_NAME, help = w::FORMAT, help_heading = w::OPTIONS)]
    pub format: TextOrJson,
}

/// `trace FILE.md --at TEXT`
#[derive(Debug, Args)]
pub struct TraceArgs {
    /// The paper.
    #[arg(value_name = w::FILE_NAME, help = w::TRACE_FILE, help_heading = w::ARGUMENTS)]
    pub file: PathBuf,
    /// Some of its words.
    #[arg(long, required = true, value_name = w::WORDS_NAME, help = w::TRACE_AT, help_heading = w::OPTIONS)]
    pub at: String,
    /// Text or JSON.
    #[arg(long, value_enum, default_value = "text", hide_default_value = true, hide_possible_values = true, value_name = w::FORMAT_NAME, help = w::FORMAT, help_heading = w::OPTIONS)]
    pub format: TextOrJson,
}

/// `templates [PAPER]`
#[derive(Debug, Args)]
pub struct TemplatesArgs {
    /// A paper or a template.
    #[arg(value_name = w::PAPER_NAME, help = w::TEMPLATES_PAPER, help_heading = w::ARGUMENTS)]
    pub paper: Option<String>,
}

/// `fonts`
#[derive(Debug, Args)]
pub struct FontsArgs {
    /// Text or JSON.
    #[arg(long, value_enum, default_value = "text", hide_default_value = true, hide_possible_values = true, value_name = w::FORMAT_NAME, help = w::FORMAT, help_heading = w::OPTIONS)]
    pub format: TextOrJson,
}
