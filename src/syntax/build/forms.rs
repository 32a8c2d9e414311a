//! 表样: single cells, tables inside the form, and what the form itself says.

use super::Builder;
use super::items::spelled_once;
use super::words::nameless;
use crate::diag::Token;
use crate::source::Span;
use crate::syntax::ast;
use crate::syntax::grammar::{Piece, Symbol};
use crate::value::Unit;

impl Builder<'_> {
    pub(super) fn form(&mut self, piece: Piece<'_>) -> ast::Form {
        let span = self.span(&piece);
        let mut form = ast::Form {
            names: spelled_once(nameless(span)),
            table: None,
            by: Vec::new(),
            headings: Vec::new(),
            units: Vec::new(),
            unit: None,
            fixed: Vec::new(),
            elements: Vec::new(),
            picks: Vec::new(),
            lists: Vec::new(),
            hints: Vec::new(),
            ignored: Vec::new(),
            span,
        };
        for part in piece.into_inner() {
            if part.as_rule() == Symbol::form_names {
                form.names = self.names(part);
            } else if part.as_rule() == Symbol::form_part
                && let Some(clause) = part.into_inner().next()
            {
                self.form_part(&mut form, clause);
            }
        }
        let name = &form.names.first;
        if form.table.is_none() {
            self.missing(Token::Keyword("对象"), &name.text, name.span);
        }
        if form.headings.is_empty() {
            self.missing(Token::Keyword("标题"), &name.text, name.span);
        }
        form
    }

    fn form_part(&mut self, form: &mut ast::Form, clause: Piece<'_>) {
        match clause.as_rule() {
            Symbol::form_for => {
                let keys = clause.clone().into_inner().find(|part| part.as_rule() == Symbol::list_keys);
                form.by.extend(keys.map(|keys| self.idents(keys)).unwrap_or_default());
                let table = self.idents(clause.clone()).pop().unwrap_or_else(|| nameless(form.span));
                self.once(&mut form.table, table, &clause);
            }
            Symbol::heading => form.headings.extend(self.texts(clause)),
            Symbol::form_unit => {
                let word = clause.clone().into_inner().find(|part| part.as_rule() == Symbol::form_money);
                if let Some(unit) = word.and_then(|word| Unit::named(word.as_str())) {
                    self.once(&mut form.unit, ast::FormUnit(unit), &clause);
                }
                form.units.extend(self.texts(clause));
            }
            Symbol::fixed => {
                let parts: Vec<Piece<'_>> = clause.clone().into_inner().collect();
                let part = |symbol| parts.iter().find(|part| part.as_rule() == symbol);
                match (part(Symbol::form_path), part(Symbol::element)) {
                    (Some(list), Some(element)) => {
                        let (list, settings) = (self.form_path(list), self.settings(element.clone()));
                        form.elements.push(ast::FixedElement { list, settings });
                    }
                    _ => form.fixed.extend(self.settings(clause)),
                }
            }
            Symbol::hints => form.hints.extend(self.texts(clause)),
            Symbol::ignored => form.ignored.extend(self.texts(clause)),
            Symbol::inside => {
                let pattern = self.first_text(clause.clone());
                let shapes = vec![ast::Shape::Pattern(pattern.clone())];
                form.picks.push(ast::Pick {
                    place: ast::FormPlace::Inside(pattern),
                    optional: holds(&clause, Symbol::optional),
                    targets: vec![ast::Target { shapes, lenient: false }],
                    element: Vec::new(),
                    span: self.span(&clause),
                });
            }
            Symbol::picked => form.picks.extend(self.pick(clause)),
            Symbol::form_list => form.lists.push(self.form_list(clause)),
            _ => {}
        }
    }

    fn pick(&mut self, piece: Piece<'_>) -> Option<ast::Pick> {
        let span = self.span(&piece);
        let (mut place, mut optional) = (None, false);
        let (mut targets, mut element) = (Vec::new(), Vec::new());
        for part in piece.into_inner() {
            match part.as_rule() {
                Symbol::place => {
                    let inner = part.into_inner().next()?;
                    optional =
                        inner.clone().into_inner().flatten().any(|part| part.as_rule() == Symbol::optional)
                            || holds(&inner, Symbol::optional);
                    place = self.place(inner);
                }
                Symbol::targets => targets = self.targets(part),
                Symbol::element => element = self.settings(part),
                _ => {}
            }
        }
        Some(ast::Pick { place: place?, optional, targets, element, span })
    }

    fn place(&self, piece: Piece<'_>) -> Option<ast::FormPlace> {
        let symbol = piece.as_rule();
        if symbol == Symbol::crossing {
            let mut sides = piece.into_inner().filter(|part| part.as_rule() == Symbol::texts);
            let mut side = || Some(self.texts_of(sides.next()?));
            return Some(ast::FormPlace::Crossing(side()?, side()?));
        }
        let caption = piece.into_inner().find(|part| part.as_rule() == Symbol::caption)?;
        let (mut texts, mut column) = (Vec::new(), None);
        for part in caption.into_inner() {
            match part.as_rule() {
                Symbol::texts => texts = self.texts_of(part),
                Symbol::text => column = Some(self.text(&part)),
                _ => {}
            }
        }
        let caption = ast::Caption { texts, column };
        Some(match symbol {
            Symbol::beside => ast::FormPlace::Right(caption),
            _ => ast::FormPlace::Below(caption),
        })
    }

    fn form_list(&mut self, piece: Piece<'_>) -> ast::FormList {
        let span = self.span(&piece);
        let mut list = ast::FormList {
            path: ast::FormPath { steps: Vec::new(), span },
            keys: Vec::new(),
            until: Vec::new(),
            columns: Vec::new(),
            span,
        };
        for part in piece.into_inner() {
            match part.as_rule() {
                Symbol::form_path => list.path = self.form_path(&part),
                Symbol::list_keys => list.keys = self.idents(part),
                Symbol::list_until => list.until = self.texts(part),
                Symbol::list_column => list.columns.push(self.list_column(part)),
                _ => {}
            }
        }
        list
    }

    fn list_column(&mut self, piece: Piece<'_>) -> ast::FormColumn {
        let mut column = ast::FormColumn {
            texts: Vec::new(),
            number: None,
            optional: false,
            targets: Vec::new(),
            ditto: false,
        };
        for part in piece.into_inner() {
            match part.as_rule() {
                Symbol::texts => column.texts = self.texts_of(part),
                Symbol::integer => column.number = Some(self.integer(&part)),
                Symbol::optional => column.optional = true,
                Symbol::targets => column.targets = self.targets(part),
                Symbol::kw_ditto => column.ditto = true,
                _ => {}
            }
        }
        column
    }

    fn targets(&self, piece: Piece<'_>) -> Vec<ast::Target> {
        let targets = piece.into_inner().filter(|part| part.as_rule() == Symbol::target);
        targets
            .map(|target| {
                let lenient = holds(&target, Symbol::optional);
                let shapes = target.into_inner().filter_map(|part| match part.as_rule() {
                    Symbol::text => Some(ast::Shape::Pattern(self.text(&part))),
                    Symbol::form_path => Some(ast::Shape::Field(self.form_path(&part))),
                    _ => None,
                });
                ast::Target { shapes: shapes.collect(), lenient }
            })
            .collect()
    }

    fn settings(&mut self, piece: Piece<'_>) -> Vec<ast::Setting> {
        let settings = piece.into_inner().find(|part| part.as_rule() == Symbol::settings);
        let settings = settings.into_iter().flat_map(Piece::into_inner);
        let settings: Vec<Piece<'_>> = settings.filter(|part| part.as_rule() == Symbol::setting).collect();
        settings.into_iter().filter_map(|setting| self.setting(setting)).collect()
    }

    fn setting(&mut self, piece: Piece<'_>) -> Option<ast::Setting> {
        let (mut path, mut value) = (None, None);
        for part in piece.into_inner() {
            match part.as_rule() {
                Symbol::form_path => path = Some(self.form_path(&part)),
                Symbol::inner => value = Some(self.expr(part)),
                _ => {}
            }
        }
        Some(ast::Setting { path: path?, value: value? })
    }

    fn form_path(&self, piece: &Piece<'_>) -> ast::FormPath {
        let span: Span = self.span(piece);
        ast::FormPath { steps: self.idents(piece.clone()), span }
    }

    /// The texts of a piece that is a list of them.
    fn texts_of(&self, piece: Piece<'_>) -> Vec<ast::Text> {
        let texts = piece.into_inner().filter(|part| part.as_rule() == Symbol::text);
        texts.map(|text| self.text(&text)).collect()
    }
}

fn holds(piece: &Piece<'_>, symbol: Symbol) -> bool {
    piece.clone().into_inner().any(|part| part.as_rule() == symbol)
}
