//! `heng.toml`: the options of a folder of declarations, found upwards from the first input.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::args::{LANGUAGES, SEVERITIES};
use super::files;
use crate::diag::{Diagnostic, Problem, Setting, SetupProblem, nearest};
use crate::source::{Source, Span};
use crate::text::Language;

/// The name of the configuration; never an input.
pub(super) const FILE: &str = "heng.toml";

/// What a configuration says. Paths are joined to its folder.
#[derive(Debug, Default)]
pub(super) struct Config {
    /// The folder it lies in.
    pub(super) folder: PathBuf,
    pub(super) rules: Vec<String>,
    pub(super) data: Vec<(String, String)>,
    pub(super) as_of: Option<String>,
    pub(super) params: Vec<(String, String)>,
    pub(super) select: Vec<String>,
    pub(super) ignore: Vec<String>,
    pub(super) waivers: Vec<String>,
    pub(super) baseline: Option<String>,
    pub(super) unit: Option<String>,
    pub(super) format: Option<String>,
    pub(super) fail_on: Option<String>,
    pub(super) lang: Option<String>,
    pub(super) exclude: Vec<glob::Pattern>,
}

/// The nearest configuration at or above `start`, read; an empty one when there is none.
pub(super) fn find(start: &Path, language: Language) -> Result<Config, Vec<Diagnostic>> {
    // A pattern's folder is the part before its first wildcard.
    let plain: PathBuf = start
        .components()
        .take_while(|part| !part.as_os_str().to_string_lossy().contains(['*', '?', '[']))
        .collect();
    let whole = std::path::absolute(if plain.as_os_str().is_empty() { Path::new(".") } else { &plain });
    let Ok(whole) = whole else {
        return Ok(Config::default());
    };
    let Some(path) = whole.ancestors().map(|folder| folder.join(FILE)).find(|path| path.is_file()) else {
        return Ok(Config::default());
    };
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    let shown = files::shown(&relative(&path));
    let bytes = files::read(&path).map_err(|error| {
        let problem = SetupProblem::Unreadable { reason: language.io_reason(&error) };
        vec![Diagnostic::error(Problem::Setup(problem), crate::source::Site::whole(shown.as_str()))]
    })?;
    let utf_8 = Some(crate::read::Encoding::UTF_8);
    let decoded = crate::read::decode(&shown, bytes, utf_8).map_err(|diagnostic| vec![diagnostic])?;
    parse(&decoded.source, folder)
}

/// The path as seen from the current folder, where it lies below it.
pub(super) fn relative(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    match path.strip_prefix(&here) {
        Ok(rest) if rest.as_os_str().is_empty() => PathBuf::from("."),
        Ok(rest) => rest.to_owned(),
        Err(_) => path.to_owned(),
    }
}

fn parse(source: &Source, folder: PathBuf) -> Result<Config, Vec<Diagnostic>> {
    let mut reader = Reader { source, problems: Vec::new() };
    let (table, errors) = DeTable::parse_recoverable(source.text());
    for error in errors {
        let span = error.span().unwrap_or_default();
        reader.complain(span, SetupProblem::BadConfig { detail: error.message().to_owned() });
    }
    let mut config = Config { folder, ..Config::default() };
    if reader.problems.is_empty() {
        for (key, value) in table.get_ref() {
            reader.entry(&mut config, key.get_ref(), key.span(), value);
        }
    }
    reader.problems.sort_by_key(|problem| problem.site().map(|site| site.start));
    if reader.problems.is_empty() { Ok(config) } else { Err(reader.problems) }
}

/// The keys, in the order in which help lists them.
const KEYS: [&str; 13] = [
    "rules", "data", "as-of", "params", "select", "ignore", "waivers", "baseline", "unit", "format",
    "fail-on", "lang", "exclude",
];

struct Reader<'a> {
    source: &'a Source<'a>,
    problems: Vec<Diagnostic>,
}

type Entry<'i> = Spanned<DeValue<'i>>;

impl Reader<'_> {
    fn entry(&mut self, config: &mut Config, key: &str, place: Range<usize>, value: &Entry<'_>) {
        let folder = config.folder.clone();
        let join = |path: String| files::shown(&relative(&folder.join(path)));
        match key {
            "rules" => {
                config.rules = self.texts(key, value).into_iter().map(|path| pack(&folder, path)).collect();
            }
            "data" => {
                config.data = self.pairs(key, value);
                config.data.iter_mut().for_each(|(_, path)| *path = join(std::mem::take(path)));
            }
            "as-of" => config.as_of = self.date(key, value),
            "params" => config.params = self.pairs(key, value),
            "select" => config.select = self.texts(key, value),
            "ignore" => config.ignore = self.texts(key, value),
            "waivers" => config.waivers = self.texts(key, value).into_iter().map(join).collect(),
            "baseline" => config.baseline = self.text(key, value).map(join),
            "unit" => config.unit = self.text(key, value),
            "format" => config.format = self.word(key, value, &FORMATS),
            "fail-on" => config.fail_on = self.word(key, value, &SEVERITIES),
            "lang" => config.lang = self.word(key, value, &LANGUAGES),
            "exclude" => config.exclude = self.patterns(key, value),
            _ => self.complain(
                place,
                SetupProblem::UnknownKey {
                    key: key.to_owned(),
                    nearest: nearest(key, KEYS),
                    known: KEYS.to_vec(),
                },
            ),
        }
    }

    fn texts(&mut self, key: &str, value: &Entry<'_>) -> Vec<String> {
        let items = match value.get_ref() {
            DeValue::String(text) => return vec![text.to_string()],
            DeValue::Array(items) => {
                items.iter().map(|item| item.get_ref().as_str().map(str::to_owned)).collect()
            }
            _ => None,
        };
        items.unwrap_or_else(|| {
            self.wrong_kind(key, value, Setting::Texts);
            Vec::new()
        })
    }

    fn text(&mut self, key: &str, value: &Entry<'_>) -> Option<String> {
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.wrong_kind(key, value, Setting::Text);
        }
        text
    }

    fn word(&mut self, key: &str, value: &Entry<'_>, words: &'static [&'static str]) -> Option<String> {
        let word = value.get_ref().as_str().filter(|word| words.contains(word)).map(str::to_owned);
        if word.is_none() {
            self.wrong_kind(key, value, Setting::Word(words));
        }
        word
    }

    fn date(&mut self, key: &str, value: &Entry<'_>) -> Option<String> {
        let text = match value.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            DeValue::Datetime(day) => Some(day.to_string()),
            _ => None,
        };
        let text = text.filter(|text| crate::value::parse_date(text).is_some());
        if text.is_none() {
            self.wrong_kind(key, value, Setting::Date);
        }
        text
    }

    fn pairs(&mut self, key: &str, value: &Entry<'_>) -> Vec<(String, String)> {
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_kind(key, value, Setting::Table);
            return Vec::new();
        };
        let mut pairs = Vec::new();
        for (name, value) in table {
            match scalar_or_set(value.get_ref()) {
                Some(text) => pairs.push((name.get_ref().to_string(), text)),
                None => self.wrong_kind(&format!("{key}.{}", name.get_ref()), value, Setting::Value),
            }
        }
        pairs
    }

    fn patterns(&mut self, key: &str, value: &Entry<'_>) -> Vec<glob::Pattern> {
        let mut patterns = Vec::new();
        for text in self.texts(key, value) {
            match glob::Pattern::new(text.trim_end_matches('/')) {
                Ok(pattern) => patterns.push(pattern),
                Err(_) => self.wrong_kind(key, value, Setting::Pattern),
            }
        }
        patterns
    }

    fn wrong_kind(&mut self, key: &str, value: &Entry<'_>, expected: Setting) {
        self.complain(value.span(), SetupProblem::WrongKind { key: key.to_owned(), expected });
    }

    fn complain(&mut self, place: Range<usize>, problem: SetupProblem) {
        let site = self.source.site(Span::from(place));
        self.problems.push(Diagnostic::error(Problem::Setup(problem), site));
    }
}

/// The names of the formats.
static FORMATS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| crate::report::formats().iter().map(|format| format.name).collect());

/// A pack is a folder when there is one, else the name of an embedded pack.
fn pack(folder: &Path, path: String) -> String {
    let joined = folder.join(&path);
    if joined.is_dir() || path.contains(['/', '\\']) { files::shown(&relative(&joined)) } else { path }
}

/// A value as it would stand in a rule. Numbers keep their digits.
fn scalar_or_set(value: &DeValue<'_>) -> Option<String> {
    Some(match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) if number.radix() == 10 => number.as_str().to_owned(),
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Boolean(yes) => yes.to_string(),
        DeValue::Datetime(day) => day.to_string(),
        DeValue::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| flat(item.get_ref())).collect::<Option<_>>()?;
            format!("{{{}}}", items.join(", "))
        }
        DeValue::Integer(_) | DeValue::Table(_) => return None,
    })
}

fn flat(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::Array(_) | DeValue::Table(_) => None,
        scalar => scalar_or_set(scalar),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Config, Vec<Problem>> {
        let source = Source::new(FILE, text.to_owned());
        parse(&source, PathBuf::from("/设置"))
            .map_err(|problems| problems.into_iter().map(|diagnostic| diagnostic.problem).collect())
    }

    #[test]
    fn every_key_is_read() {
        let config = read(
            "rules = [\"规则/本区\"]\nas-of = 2020-06-30\nselect = \"LC1\"\nignore = [\"LC101\"]\nunit = \"实施单位\"\nformat = \"json\"
fail-on = \"warning\"\nlang = \"en\"\nexclude = [\"草稿/*\"]
[data]\nunit = \"units.csv\"\n[params]\n\"压减比例\" = \"30%\"\n\"起点\" = 0.10\n\"名单\" = [\"甲\", \"乙\"]\n",
        )
        .unwrap();
        assert_eq!(config.rules, ["/设置/规则/本区"]);
        assert_eq!(config.as_of.as_deref(), Some("2020-06-30"));
        assert_eq!((config.select, config.ignore), (vec!["LC1".to_owned()], vec!["LC101".to_owned()]));
        assert_eq!(config.unit.as_deref(), Some("实施单位"));
        assert_eq!(config.data, [("unit".to_owned(), "/设置/units.csv".to_owned())]);
        let mut params = config.params;
        params.sort();
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(params, [pair("压减比例", "30%"), pair("名单", "{甲, 乙}"), pair("起点", "0.10")]);
        assert!(config.exclude.first().is_some_and(|pattern| pattern.matches("草稿/a.toml")));
    }

    #[test]
    fn an_unknown_key_is_an_error_with_the_nearest_one() {
        let problems = read("fail_on = \"error\"\nlang = \"fr\"\n").unwrap_err();
        assert!(matches!(
            problems.iter().find(|problem| problem.code() == "config/unknown-key"),
            Some(Problem::Setup(SetupProblem::UnknownKey { nearest: Some(nearest), .. })) if nearest == "fail-on"
        ));
        assert!(problems.iter().any(|problem| problem.code() == "config/wrong-kind"));
    }
}
