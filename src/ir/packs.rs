//! Packs as texts: which ones take part, in which order, and their hashes; knows nothing of what they declare.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};

use super::mistakes::Mistakes;
use super::patterns::Patterns;
use super::several::several;
use super::{Origin, Pack, Period};
use crate::diag::{Diagnostic, Kind, Problem, Remark, RuleProblem, SetupProblem, nearest};
use crate::source::{Site, Source, Span, hexadecimal};
use crate::syntax::{Parsed, ast};

/// The files of a pack.
#[derive(Debug)]
pub struct PackText {
    /// The name by which it was found; the header may give it another.
    pub name: String,
    /// Its files.
    pub files: Vec<Source<'static>>,
}

/// Where imported packs are found.
pub trait Library {
    /// The pack of that name.
    fn pack(&self, name: &str) -> Option<PackText>;

    /// The names of all packs, for "did you mean".
    fn names(&self) -> Vec<String>;
}

/// The packs of a run, imported ones first.
#[derive(Debug, Default)]
pub(super) struct Packs {
    /// Name, version, hash.
    pub(super) used: Vec<Pack>,
    /// What they declare, in the order of packs, files and lines.
    pub(super) items: Vec<Located>,
    /// The patterns of their fields.
    pub(super) patterns: Patterns,
    /// For each pack, those that it imports, directly or not.
    imports: Vec<BTreeSet<usize>>,
    /// 主表, as the last pack that has one says.
    pub(super) main: Option<(usize, ast::Ident)>,
}

impl Packs {
    /// True when a pack imports another one, directly or not.
    pub(super) fn sees(&self, pack: usize, other: usize) -> bool {
        self.imports.get(pack).is_some_and(|imports| imports.contains(&other))
    }

    /// 施行 of a pack.
    pub(super) fn period(&self, pack: usize) -> Option<Period> {
        self.used.get(pack).and_then(|pack| pack.period)
    }

    /// The pack that comes next imports these, and all that they import.
    fn import(&mut self, uses: &[ast::Ident]) {
        let direct =
            uses.iter().filter_map(|import| self.used.iter().position(|pack| pack.name == import.text));
        let all = direct.flat_map(|pack| self.imports.get(pack).into_iter().flatten().copied().chain([pack]));
        let all = all.collect();
        self.imports.push(all);
    }
}

/// An item with where it stands.
#[derive(Debug)]
pub(super) struct Located {
    /// Which pack.
    pub(super) pack: usize,
    /// Which source.
    pub(super) source: usize,
    /// What is declared.
    pub(super) item: ast::Item,
}

/// Parses the packs and those they import.
pub(super) fn load(
    roots: Vec<PackText>,
    library: &dyn Library,
    parse: fn(&Source) -> Parsed,
    mistakes: &mut Mistakes,
) -> Packs {
    let mut loader = Loader { library, parse, mistakes, parsed: Vec::new(), patterns: Patterns::default() };
    for root in roots {
        loader.parse(root, true);
    }
    let order = loader.order();
    let mut result = Packs { patterns: std::mem::take(&mut loader.patterns), ..Packs::default() };
    let mut parsed: Vec<Option<Pieces>> = loader.parsed.into_iter().map(Some).collect();
    let files = parsed.iter().flatten().flat_map(|pack| &pack.files);
    result.items.reserve_exact(files.map(|(_, file)| file.items.len()).sum());
    for at in order {
        let Some(pack) = parsed.get_mut(at).and_then(Option::take) else {
            continue;
        };
        let number = result.used.len();
        result.import(pack.header.as_ref().map_or(&[], |(_, header)| header.uses.as_slice()));
        if let Some((source, Some(main))) =
            pack.header.as_ref().map(|(source, header)| (source, &header.main))
        {
            result.main = Some((*source, main.clone()));
        }
        for (source, file) in pack.files {
            let items = file.items.into_iter();
            result.items.extend(items.map(|item| Located { pack: number, source, item }));
        }
        result.used.push(describe(pack.name, pack.sources, pack.header.as_ref(), mistakes));
    }
    result
}

/// A pack whose files are parsed.
struct Pieces {
    name: String,
    /// False for a pack that only an import has brought in.
    root: bool,
    sources: Vec<Arc<Source<'static>>>,
    /// The header with its source.
    header: Option<(usize, ast::Pack)>,
    files: Vec<(usize, ast::File)>,
    state: State,
}

/// How far the walk over imports has come with a pack.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Untouched,
    Open,
    Done,
}

struct Loader<'a> {
    library: &'a dyn Library,
    parse: fn(&Source) -> Parsed,
    mistakes: &'a mut Mistakes,
    parsed: Vec<Pieces>,
    patterns: Patterns,
}

impl Loader<'_> {
    /// Parses a pack's files and gives its number.
    fn parse(&mut self, text: PackText, root: bool) -> usize {
        let mut files = text.files;
        files.sort_by(|a, b| a.path().cmp(b.path()));
        if files.is_empty() {
            let problem = Problem::Setup(SetupProblem::EmptyPack);
            self.mistakes.outside(Diagnostic::error(problem, Site::whole(text.name.as_str())));
        }
        let mut headers = Vec::new();
        let mut broken_header = false;
        let mut parsed = Vec::new();
        let files: Vec<Arc<Source<'static>>> = files.into_iter().map(Arc::new).collect();
        let parse = self.parse;
        let read = several(
            &files,
            |source| source.text().len(),
            |source| {
                let (file, diagnostics) = parse(source);
                let patterns = Patterns::of(&file);
                (file, diagnostics, patterns)
            },
        );
        for (source, (file, diagnostics, patterns)) in files.iter().zip(read) {
            self.patterns.extend(patterns);
            let number = self.mistakes.add_source(Arc::clone(source));
            self.mistakes.take(number, diagnostics);
            for item in &file.items {
                match item {
                    ast::Item::Pack(pack) => headers.push((number, pack.clone())),
                    ast::Item::Broken(broken) => {
                        let begins = source.slice(broken.span).trim_start();
                        broken_header |= begins.starts_with("规则包") || begins.starts_with("pack");
                    }
                    _ => {}
                }
            }
            parsed.push((number, file));
        }
        if !broken_header {
            self.check_headers(&headers, parsed.first().map(|(number, _)| *number));
        }
        let header = headers.into_iter().next();
        let name = header.as_ref().map_or(text.name, |(_, pack)| pack.name.text.clone());
        let same = self.parsed.iter().find(|pack| pack.name == name).and_then(|pack| pack.header.as_ref());
        if let (Some((first, first_header)), Some((second, second_header))) = (same, header.as_ref()) {
            self.mistakes.error_with(
                Origin { source: *second, span: second_header.name.span },
                RuleProblem::Duplicate { kind: Kind::Pack, name: name.clone() },
                Some((Origin { source: *first, span: first_header.name.span }, Remark::FirstHere)),
            );
        }
        let state = State::Untouched;
        self.parsed.push(Pieces { name, root, sources: files, header, files: parsed, state });
        self.parsed.len() - 1
    }

    fn check_headers(&mut self, headers: &[(usize, ast::Pack)], first_file: Option<usize>) {
        let origin = |(source, pack): &(usize, ast::Pack)| Origin { source: *source, span: pack.name.span };
        match (headers, first_file) {
            ([], Some(source)) => {
                let origin = Origin { source, span: Span::at(0) };
                self.mistakes.error(origin, RuleProblem::PackHeader { found: 0 });
            }
            ([first, .., last], _) => {
                let problem = RuleProblem::PackHeader { found: headers.len() };
                self.mistakes.error_with(origin(last), problem, Some((origin(first), Remark::FirstHere)));
            }
            ([_], _) | ([], None) => {}
        }
    }

    /// The packs in the order of use: what a pack imports goes before it.
    fn order(&mut self) -> Vec<usize> {
        let mut order = Vec::new();
        let roots: Vec<usize> = (0..self.parsed.len()).filter(|&at| self.is_root(at)).collect();
        for root in roots {
            // The walk keeps its own stack: a chain of imports may be as long as its author likes.
            let mut open: Vec<(usize, usize)> = Vec::new();
            self.enter(root, &mut open);
            while let Some((pack, next)) = open.last().copied() {
                let Some((source, import)) = self.import(pack, next) else {
                    self.set(pack, State::Done);
                    order.push(pack);
                    open.pop();
                    continue;
                };
                if let Some(top) = open.last_mut() {
                    top.1 += 1;
                }
                if let Some(found) = self.find(source, &import, &open) {
                    self.enter(found, &mut open);
                }
            }
        }
        order
    }

    fn is_root(&self, pack: usize) -> bool {
        self.parsed.get(pack).is_some_and(|pack| pack.root)
    }

    fn set(&mut self, pack: usize, state: State) {
        if let Some(pack) = self.parsed.get_mut(pack) {
            pack.state = state;
        }
    }

    fn enter(&mut self, pack: usize, open: &mut Vec<(usize, usize)>) {
        if self.parsed.get(pack).is_some_and(|pack| pack.state == State::Untouched) {
            self.set(pack, State::Open);
            open.push((pack, 0));
        }
    }

    fn import(&self, pack: usize, next: usize) -> Option<(usize, ast::Ident)> {
        let (source, header) = self.parsed.get(pack)?.header.as_ref()?;
        Some((*source, header.uses.get(next)?.clone()))
    }

    /// The pack that an import names, parsed now if it was not yet.
    fn find(&mut self, source: usize, import: &ast::Ident, open: &[(usize, usize)]) -> Option<usize> {
        let origin = Origin { source, span: import.span };
        if let Some(at) = self.parsed.iter().position(|pack| pack.name == import.text) {
            if self.parsed.get(at).is_some_and(|pack| pack.state == State::Open) {
                let from = open.iter().position(|(pack, _)| *pack == at).unwrap_or(0);
                let names = open.iter().skip(from).filter_map(|(pack, _)| self.parsed.get(*pack));
                let chain: Vec<String> = names.map(|pack| pack.name.clone()).collect();
                self.mistakes.error(origin, RuleProblem::PackCircle { chain });
                return None;
            }
            return Some(at);
        }
        if let Some(text) = self.library.pack(&import.text) {
            let at = self.parse(text, false);
            // The library's name finds it again, whatever its header says.
            if let Some(pack) = self.parsed.get_mut(at) {
                pack.name.clone_from(&import.text);
            }
            return Some(at);
        }
        let names = self.library.names();
        let known = names.iter().map(String::as_str).chain(self.parsed.iter().map(|pack| pack.name.as_str()));
        let nearest = nearest(&import.text, known);
        self.mistakes.error(origin, RuleProblem::PackNotFound { name: import.text.clone(), nearest });
        None
    }
}

fn describe(
    name: String,
    files: Vec<Arc<Source<'static>>>,
    header: Option<&(usize, ast::Pack)>,
    mistakes: &mut Mistakes,
) -> Pack {
    let text = |text: &Option<ast::Text>| text.as_ref().map(|text| text.text.clone());
    Pack {
        name,
        title: header.and_then(|(_, header)| text(&header.title)),
        version: header.and_then(|(_, header)| text(&header.version)),
        period: header.and_then(|(source, header)| period(*source, header.period.as_ref(), mistakes)),
        files,
        hash: OnceLock::new(),
    }
}

/// 施行 of a pack or a rule.
pub(super) fn period(source: usize, period: Option<&ast::Period>, mistakes: &mut Mistakes) -> Option<Period> {
    let period = period?;
    if period.to.is_some_and(|to| to < period.from) {
        mistakes.error(Origin { source, span: period.span }, RuleProblem::EmptyPeriod);
    }
    Some(Period { from: period.from, to: period.to })
}

/// SHA-256 over names and contents of the files, the folder's own path left out.
pub(super) fn hash(files: &[Arc<Source<'static>>]) -> String {
    let mut named: Vec<(&str, &str)> =
        files.iter().map(|file| (file.path().rsplit('/').next().unwrap_or_default(), file.text())).collect();
    named.sort_unstable();
    let mut hash = Sha256::new();
    for part in named.iter().flat_map(|(name, text)| [name, text]) {
        // A length before each part keeps ("ab", "c") and ("a", "bc") apart.
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hexadecimal(&hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_does_not_depend_on_the_folder() {
        let files = |folder: &str| {
            ["乙.heng", "甲.heng"]
                .map(|name| Arc::new(Source::new(format!("{folder}/{name}"), name.to_owned())))
        };
        assert_eq!(hash(&files("a")), hash(&files("b/c")));
        assert_eq!(hash(&files("a")).len(), 64);
    }
}
