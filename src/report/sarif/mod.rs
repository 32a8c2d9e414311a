//! `sarif`: the Static Analysis Results Interchange Format 2.1.0, for code scanning and for auditors' tools.

mod citation;
mod counts;
mod log;
mod notices;
mod places;
mod results;
mod rules;
mod taxonomies;
mod uri;

use std::io::{self, Write};

use self::log::{Artifact, Automation, BaseId, Driver, Hashes, Invocation, Log, Run, RunProperties, Tool};
use self::places::Places;
use self::rules::Rules;
use self::taxonomies::Taxonomies;
use super::Context;
use super::json::write_line;
use crate::diag::{Problem, Severity};
use crate::finding::{Report, UsedInput};
use crate::text::Language;

/// The results that one run may hold: GitHub refuses a file with more.
const MOST_RESULTS: usize = 25_000;

/// What tells which tool and version this is: the page of the package, or, while it has none, the package's own URL
/// (purl), which names it absolutely and claims no place on the web.
const INFORMATION: &str = match env!("CARGO_PKG_HOMEPAGE").as_bytes() {
    [] => concat!("pkg:generic/heng@", env!("CARGO_PKG_VERSION")),
    _ => env!("CARGO_PKG_HOMEPAGE"),
};

/// Writes one log with one run.
pub(super) fn write(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    write_within(report, context.language, MOST_RESULTS, out)
}

/// The same with at most `most` results, the worst first; what is left out is said in a notification.
pub(super) fn write_within(
    report: &Report,
    language: Language,
    most: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let taxonomies = Taxonomies::of(report);
    let rules = Rules::of(&report.rules, &report.disabled);
    let places = Places::of(&report.run.inputs);
    let mut results = results::results(report, most, &rules, &taxonomies, &places, language);
    let left_out = report.findings.len().saturating_sub(results.len());
    let room = most.saturating_sub(results.len());
    results.extend(results::absent(report, room, &rules, &places, language));
    let notices = notices::notices(report, left_out, &rules, &places, language);
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: "heng",
                full_name: concat!("衡 heng ", env!("CARGO_PKG_VERSION")),
                semantic_version: env!("CARGO_PKG_VERSION"),
                information_uri: INFORMATION,
                language: tag(language),
                rules: rules.descriptors(&taxonomies, language),
                notifications: notices.descriptors,
                supported_taxonomies: taxonomies.references(),
            },
        },
        automation_details: Automation { id: category(report) },
        invocations: [Invocation {
            execution_successful: is_complete(report),
            rule_configuration_overrides: rules.overrides(),
            tool_configuration_notifications: notices.configuration,
            tool_execution_notifications: notices.execution,
        }],
        language: tag(language),
        column_kind: "utf16CodeUnits",
        original_uri_base_ids: BaseId::root(language.formats().root),
        artifacts: report.run.inputs.iter().map(artifact).collect(),
        taxonomies: taxonomies.components(language),
        results,
        properties: RunProperties::of(report),
    };
    let log = Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [run],
    };
    write_line(&log, out)
}

const fn tag(language: Language) -> &'static str {
    match language {
        Language::Chinese => "zh-CN",
        Language::English => "en-US",
    }
}

/// What tells the uploads of several checks of one commit apart.
fn category(report: &Report) -> String {
    let packs: Vec<&str> = report.run.packs.iter().map(|pack| pack.name.as_str()).collect();
    format!("heng/{}/", packs.join("+").replace('/', "-"))
}

/// True when everything that was asked for was read and checked, whatever came of it.
fn is_complete(report: &Report) -> bool {
    let refused = report.diagnostics.iter().any(|diagnostic| match diagnostic.problem {
        Problem::Setup(_) => diagnostic.severity == Severity::Error,
        Problem::Syntax(_)
        | Problem::Rule(_)
        | Problem::Override(_)
        | Problem::Data(_)
        | Problem::Book(_)
        | Problem::Form(_)
        | Problem::State(_) => false,
    });
    !refused && report.run.inputs.iter().all(|input| input.records > 0)
}

fn artifact(input: &UsedInput) -> Artifact<'_> {
    Artifact {
        location: uri::location(&input.path, None),
        length: input.bytes,
        hashes: input.sha256.as_deref().map(|sha256| Hashes { sha256 }),
        mime_type: mime_type(&input.path),
        roles: ["analysisTarget"],
    }
}

fn mime_type(path: &str) -> Option<&'static str> {
    let (_, ending) = path.rsplit_once('.')?;
    Some(match ending.to_ascii_lowercase().as_str() {
        "toml" => "application/toml",
        "json" => "application/json",
        "jsonl" => "application/jsonl",
        "yaml" | "yml" => "application/yaml",
        "csv" => "text/csv",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xls" => "application/vnd.ms-excel",
        _ => return None,
    })
}
