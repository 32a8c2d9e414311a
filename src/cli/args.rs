//! The arguments of `heng`. Their words are in `text` and are put in by `help`.

use clap::{Args, Parser, Subcommand};

/// What the user asked for.
#[derive(Debug, Parser)]
#[command(name = "heng", version, disable_help_flag = true, disable_version_flag = true)]
#[command(disable_help_subcommand = true, subcommand_required = true, arg_required_else_help = true)]
pub(super) struct Arguments {
    #[arg(long, global = true, value_parser = LANGUAGES)]
    pub(super) lang: Option<String>,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// The words that `--lang` takes.
pub(super) const LANGUAGES: [&str; 2] = ["zh", "en"];

/// The words that `--fail-on` takes, the gravest first.
pub(super) const SEVERITIES: [&str; 3] = ["error", "warning", "note"];

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Check(Check),
    Annotate(Annotate),
    Rules(Rules),
    Explain(Explain),
    Compile(Packs),
    Test(Test),
    Verify(Verify),
    Diff(Diff),
    Sample(Sample),
    Completions(Completions),
    Man(Man),
    Baseline(Baseline),
    Fmt(Fmt),
}

#[derive(Debug, Default, Args)]
pub(super) struct Check {
    #[arg(required = true)]
    pub(super) paths: Vec<String>,
    #[command(flatten)]
    pub(super) program: ProgramOptions,
    #[command(flatten)]
    pub(super) scope: Scope,
    #[arg(long, value_parser = formats())]
    pub(super) format: Option<String>,
    #[arg(long)]
    pub(super) out: Vec<String>,
    #[arg(long)]
    pub(super) record: Option<String>,
    #[arg(long)]
    pub(super) baseline: Option<String>,
    #[arg(long, value_parser = SEVERITIES)]
    pub(super) fail_on: Option<String>,
    #[arg(long)]
    pub(super) fail_on_all: bool,
}

#[derive(Debug, Args)]
pub(super) struct Baseline {
    #[arg(required = true)]
    pub(super) paths: Vec<String>,
    #[command(flatten)]
    pub(super) program: ProgramOptions,
    #[command(flatten)]
    pub(super) scope: Scope,
    #[arg(long, short)]
    pub(super) output: String,
    #[arg(long)]
    pub(super) prune: bool,
}

/// What of the declarations is checked, on which day, by which of the rules.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Scope {
    #[arg(long)]
    pub(super) data: Vec<String>,
    #[arg(long)]
    pub(super) as_of: Option<String>,
    #[arg(long, value_delimiter = ',')]
    pub(super) select: Vec<String>,
    #[arg(long, value_delimiter = ',')]
    pub(super) ignore: Vec<String>,
    #[arg(long)]
    pub(super) waivers: Vec<String>,
    #[arg(long)]
    pub(super) unit: Option<String>,
    #[arg(long)]
    pub(super) encoding: Option<String>,
    #[arg(long)]
    pub(super) jobs: Option<std::num::NonZeroUsize>,
    #[arg(long)]
    pub(super) careful: bool,
    #[arg(long, short)]
    pub(super) quiet: bool,
}

/// A check, and where the copies go.
#[derive(Debug, Args)]
pub(super) struct Annotate {
    #[command(flatten)]
    pub(super) check: Check,
    #[arg(long, short = 'o', required = true)]
    pub(super) into: String,
}

/// Which rules, with which parameters.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct ProgramOptions {
    #[arg(long)]
    pub(super) rules: Vec<String>,
    #[arg(long = "param")]
    pub(super) params: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct Rules {
    #[command(flatten)]
    pub(super) program: ProgramOptions,
    #[arg(long)]
    pub(super) as_of: Option<String>,
    #[arg(long)]
    pub(super) effective: bool,
    #[arg(long, value_parser = ["text", "json"])]
    pub(super) format: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    pub(super) code: String,
    pub(super) paths: Vec<String>,
    #[arg(long)]
    pub(super) report: Option<String>,
    #[command(flatten)]
    pub(super) program: ProgramOptions,
    #[command(flatten)]
    pub(super) scope: Scope,
}

/// The packs of `heng compile` and `heng test`.
#[derive(Debug, Args)]
pub(super) struct Packs {
    pub(super) packs: Vec<String>,
    #[arg(long = "param")]
    pub(super) params: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct Test {
    #[command(flatten)]
    pub(super) packs: Packs,
    #[arg(long)]
    pub(super) coverage: bool,
    #[arg(long)]
    pub(super) mutate: bool,
    #[arg(long, conflicts_with_all = ["coverage", "mutate"])]
    pub(super) quick: bool,
}

#[derive(Debug, Args)]
pub(super) struct Verify {
    pub(super) record: String,
    #[arg(long)]
    pub(super) root: Option<String>,
    #[arg(long)]
    pub(super) jobs: Option<std::num::NonZeroUsize>,
}

#[derive(Debug, Args)]
pub(super) struct Diff {
    pub(super) before: String,
    pub(super) after: String,
    pub(super) paths: Vec<String>,
    #[arg(long = "param")]
    pub(super) params: Vec<String>,
    #[arg(long = "param-before")]
    pub(super) params_before: Vec<String>,
    #[arg(long = "param-after")]
    pub(super) params_after: Vec<String>,
    #[command(flatten)]
    pub(super) scope: Scope,
    #[arg(long, value_parser = diff_formats())]
    pub(super) format: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Completions {
    pub(super) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(super) struct Man {
    #[arg(long)]
    pub(super) out: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Sample {
    #[arg(required = true)]
    pub(super) paths: Vec<String>,
    #[arg(long)]
    pub(super) size: std::num::NonZeroUsize,
    #[arg(long)]
    pub(super) seed: String,
    #[arg(long, value_parser = methods(), default_value = "random", hide_default_value = true)]
    pub(super) method: String,
    #[arg(long)]
    pub(super) by: Option<String>,
    #[arg(long, value_parser = ["records", "findings"], default_value = "records", hide_default_value = true)]
    pub(super) of: String,
    #[arg(long)]
    pub(super) table: Option<String>,
    #[command(flatten)]
    pub(super) program: ProgramOptions,
    #[command(flatten)]
    pub(super) scope: Scope,
    #[arg(long, value_parser = ["text", "csv", "json"], default_value = "text", hide_default_value = true)]
    pub(super) format: String,
}

#[derive(Debug, Args)]
pub(super) struct Fmt {
    #[arg(required = true)]
    pub(super) paths: Vec<String>,
    #[arg(long, value_parser = LANGUAGES)]
    pub(super) keywords: Option<String>,
    #[arg(long)]
    pub(super) check: bool,
}

fn methods() -> clap::builder::PossibleValuesParser {
    crate::sample::Method::ALL.map(|(word, _)| word).to_vec().into()
}

fn diff_formats() -> clap::builder::PossibleValuesParser {
    crate::report::diff_formats().iter().map(|format| format.name).collect::<Vec<_>>().into()
}

fn formats() -> clap::builder::PossibleValuesParser {
    crate::report::formats().iter().map(|format| format.name).collect::<Vec<_>>().into()
}
