//! Which lines each construct has.

use super::super::grammar::{Piece, Symbol};
use super::lines::{Lines, STEP};

impl Lines<'_> {
    /// An item.
    pub(super) fn item(&mut self, piece: &Piece<'_>) {
        let symbol = piece.as_rule();
        let whole = self.stretch(piece);
        let parts: Vec<Piece<'_>> = piece.clone().into_inner().collect();
        match symbol {
            Symbol::param | Symbol::measure | Symbol::param_override => {
                let short = self.fits(&whole, 0);
                self.first_line(whole, symbol);
                self.last_short = short.then_some(symbol);
            }
            // What is done to rules stands together, whatever it is.
            Symbol::rule_override | Symbol::rule_addition | Symbol::disable => {
                let short = self.fits(&whole, 0);
                self.first_line(whole, Symbol::rule_override);
                self.last_short = short.then_some(Symbol::rule_override);
            }
            Symbol::type_decl => self.declaration(piece, 0, Some(symbol)),
            Symbol::example => self.value(piece, whole, 0, Some(symbol)),
            _ => {
                let body = parts.iter().find(|part| !is_head(part.as_rule()));
                let head = whole.start..body.map_or(whole.end, |part| self.stretch(part).start);
                let lone = body.is_none();
                self.first_line(head, symbol);
                self.last_short = lone.then_some(symbol);
                self.body(parts.iter().filter(|part| !is_head(part.as_rule())));
            }
        }
    }

    fn body<'p>(&mut self, parts: impl Iterator<Item = &'p Piece<'p>>) {
        let parts: Vec<_> = parts.collect();
        let rows: Vec<_> = parts.iter().filter(|part| part.as_rule() == Symbol::row).copied().collect();
        let columns = self.columns(&rows);
        for part in parts {
            match part.as_rule() {
                Symbol::field => self.declaration(part, STEP, None),
                Symbol::row => self.row(part, &columns, STEP),
                Symbol::case => self.case(part),
                Symbol::form_part => self.form_part(part),
                _ => self.line(self.stretch(part), STEP),
            }
        }
    }

    /// A clause of a form; the columns of a list stand below it.
    fn form_part(&mut self, piece: &Piece<'_>) {
        let whole = self.stretch(piece);
        let list = piece.clone().into_inner().find(|part| part.as_rule() == Symbol::form_list);
        let columns: Vec<_> = list
            .into_iter()
            .flat_map(Piece::into_inner)
            .filter(|part| part.as_rule() == Symbol::list_column)
            .map(|column| self.stretch(&column))
            .collect();
        let end = columns.first().map_or(whole.end, |first| first.start);
        self.line(whole.start..end, STEP);
        for column in columns {
            self.line(column, 2 * STEP);
        }
    }

    fn case(&mut self, piece: &Piece<'_>) {
        let parts: Vec<Piece<'_>> = piece.clone().into_inner().collect();
        let bodies = || parts.iter().filter(|part| matches!(part.as_rule(), Symbol::given | Symbol::expect));
        let whole = self.stretch(piece);
        let title_end = bodies().next().map_or(whole.end, |part| self.stretch(part).start);
        self.line(whole.start..title_end, STEP);
        for part in bodies() {
            let stretch = self.stretch(part);
            self.value(part, stretch, 2 * STEP, None);
        }
    }

    /// A declaration whose type may have a body of its own. It ends before the next one, with its comma.
    fn declaration(&mut self, piece: &Piece<'_>, indent: usize, item: Option<Symbol>) {
        let whole = self.with_comma(piece);
        let Some(body) = body_of(piece) else {
            self.line(whole, indent);
            return;
        };
        let members = body.as_rule() == Symbol::members;
        if members && self.fits(&whole, indent) {
            self.begin(whole, indent, item);
            return;
        }
        let inside = self.stretch(&body);
        self.begin(whole.start..inside.start + 1, indent, item);
        let children =
            body.into_inner().filter(|part| matches!(part.as_rule(), Symbol::field | Symbol::enum_member));
        if members {
            self.members(children.collect(), indent + STEP, item.is_some());
        } else {
            for field in children {
                self.declaration(&field, indent + STEP, None);
            }
        }
        self.line(inside.end - 1..whole.end, indent);
    }

    /// Members of an enumeration: one a line in an item of its own, as many as fit in a field.
    fn members(&mut self, members: Vec<Piece<'_>>, indent: usize, one_a_line: bool) {
        let mut line = None;
        for member in members {
            let next = self.with_comma(&member);
            line = Some(match line.take() {
                None => next,
                Some(line) => {
                    let line: std::ops::Range<usize> = line;
                    let longer = line.start..next.end;
                    if !one_a_line && self.fits(&longer, indent) {
                        longer
                    } else {
                        self.line(line, indent);
                        next
                    }
                }
            });
        }
        if let Some(line) = line {
            self.line(line, indent);
        }
    }

    /// The first line of an item, or a line inside one.
    pub(super) fn begin(&mut self, stretch: std::ops::Range<usize>, indent: usize, item: Option<Symbol>) {
        match item {
            Some(symbol) => self.first_line(stretch, symbol),
            None => self.line(stretch, indent),
        }
    }

    /// The tokens of a piece, and the comma after it.
    pub(super) fn with_comma(&self, piece: &Piece<'_>) -> std::ops::Range<usize> {
        let stretch = self.stretch(piece);
        let comma = self.token(stretch.end).is_some_and(|token| token.symbol == Symbol::comma);
        stretch.start..stretch.end + usize::from(comma)
    }
}

/// True for what stands on the first line of an item.
fn is_head(symbol: Symbol) -> bool {
    matches!(
        symbol,
        Symbol::name
            | Symbol::code
            | Symbol::rule_head
            | Symbol::table_names
            | Symbol::scorecard_names
            | Symbol::form_names
    ) || super::super::words::keyword(symbol).is_some()
}

/// The body of the type that a field, a type or a parameter is declared with.
fn body_of<'p>(piece: &Piece<'p>) -> Option<Piece<'p>> {
    piece.clone().into_inner().find_map(|part| match part.as_rule() {
        Symbol::fields | Symbol::members => Some(part),
        Symbol::type_expr => body_of(&part),
        _ => None,
    })
}
