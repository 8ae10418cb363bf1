//! The structural check of a document against the tables: keys, kinds of values, words, numbers.

mod scalars;
mod strays;
mod types;

use restli_core::{Day, Sunset};

use super::hints::FILL;
use super::kinds::{accepts, article, is_hollow, is_long_form, kind_of, kinds};
use super::shape::{Choice, Entry, Limit, Shape, Value};
use super::tables::{API, PRODUCT};
use super::{foreign, hints, limits, numbers, places, punctuation, synonyms, twice, unfit, words};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{self, Key, Node};
use crate::help::Help;
use crate::rules;
use crate::source::Span;
use crate::suggest;

/// Checks a file's content against the shape of an API or a product, and reports everything that is wrong.
/// Returns the texts under `source:`, with their places, for a later check against the table of `api.yaml`.
pub fn check(root: &Node, shape: &'static Shape, problems: &mut Diagnostics) -> Vec<(String, Span)> {
    if matches!(&root.value, document::Value::Map(entries) if entries.is_empty()) {
        let keys = suggest::list(shape.entries().filter(|entry| entry.required).map(|entry| entry.key));
        problems.error(
            rules::NO_VALUE,
            root.span,
            "the file is empty",
            format!("write what it describes: {} needs {keys}", article(shape.name)),
        );
        return Vec::new();
    }
    let mut check = Check { root: shape.name, problems, sources: Vec::new(), around: Vec::new(), trial: false };
    check.shape(root, shape, root.span.head());
    check.sources
}

struct Check<'a> {
    root: &'static str,
    problems: &'a mut Diagnostics,
    sources: Vec<(String, Span)>,
    /// The shapes around the value that is checked, outermost first.
    around: Vec<&'static Shape>,
    /// The check only tests whether a value fits, and discards its problems.
    trial: bool,
}

impl Check<'_> {
    /// Checks a value. Problems of missing content are reported at `owner`, the key that holds the value.
    fn value(&mut self, node: &Node, value: &'static Value, owner: Span) {
        if let Some(problem) = unfit::scalar(node, value) {
            return self.problems.push(problem);
        }
        self.problems.extend(unfit::keys(node, value));
        match value {
            Value::Any => {}
            Value::Text | Value::Name(_) => self.text(node, value, "a text"),
            Value::Written(notation) => self.written(node, value, notation),
            Value::Words(words) => self.word(node, words, &[]),
            Value::Bool => self.literal(node, "`true` or `false`", |text| matches!(text, "true" | "false")),
            Value::Number { least, most } => self.number(node, *least, *most),
            Value::Integer => {
                self.literal(node, "a whole number, with a `-` before it if it is negative", |text| text.parse::<i64>().is_ok());
            }
            Value::Date => self.literal(node, "a date such as 2026-07-31", |text| Day::parse(text).is_some()),
            Value::Sunset => self.literal(node, "a date or a month, such as 2026-07-31 or 2026-07", |text| Sunset::parse(text).is_some()),
            Value::Source => match node.text() {
                Some(text) => self.sources.push((text.to_owned(), node.span)),
                None => self.kind(node, "a text", value),
            },
            Value::Typed(shape) if is_long_form(node) => match hints::key_types(node) {
                Some((at, message, help)) => self.problems.error(rules::WRONG_KIND, at, message, help),
                None if places::is_record_in_place(node, shape) => self.problems.push(places::no_type(node)),
                None => self.shape(node, shape, owner),
            },
            Value::Type | Value::Typed(_) => self.type_(node, owner),
            Value::List(item) => self.list(node, value, item, owner),
            Value::Table { .. } => self.table(node, value),
            Value::Pair(inner) => self.pair(node, value, inner),
            Value::Map(shape) => self.mapping(node, value, shape, &[], owner),
            Value::Pick { choices, otherwise } => self.pick(node, value, choices, otherwise, owner),
            Value::Either(values) => self.either(node, values, owner),
        }
    }

    fn either(&mut self, node: &Node, values: &'static [Value], owner: Span) {
        if let Some(problem) = hints::described_items(node, values) {
            return self.problems.push(problem);
        }
        match values.iter().find(|value| accepts(value, node)) {
            Some(value) if hints::names_several(node, value) && hints::lists(values).is_some() => {
                self.other(node, "a list", hints::several(node, values));
            }
            Some(Value::Words(words)) => self.word(node, words, values),
            Some(value) => self.value(node, value, owner),
            None => self.kind(node, &kinds(values), &Value::Either(values)),
        }
    }

    /// Reports a value of the wrong kind; `expected` names the kind of `value`.
    fn kind(&mut self, node: &Node, expected: &str, value: &Value) {
        self.other(node, expected, hints::written(node, value));
    }

    fn other(&mut self, node: &Node, expected: &str, help: Option<Help>) {
        let found = kind_of(node);
        let problem = Diagnostic::error(rules::WRONG_KIND, node.span, format!("expected {expected}, found {found}"));
        self.problems.push(Diagnostic { help, ..problem.label(format!("this is {found}")) });
    }

    fn list(&mut self, node: &Node, value: &'static Value, item: &'static Value, owner: Span) {
        let document::Value::Seq(items) = &node.value else {
            return self.kind(node, "a list", value);
        };
        if let Some(problem) = punctuation::split(node).or_else(|| places::one_mapping(items, item)) {
            return self.problems.push(problem);
        }
        let items = if items.iter().any(|one| accepts(item, one) || one.is_absent() || item.form().is_none()) {
            items
        } else {
            // A fault of every item is told of the first.
            items.get(..1).unwrap_or_default()
        };
        for one in items {
            if one.is_absent() && !matches!(item, Value::Any) {
                self.absent(one.span, owner, "an item of this list is empty");
            } else if let Some(problem) = unfit::item(one, item) {
                self.problems.push(problem);
            } else {
                self.value(one, item, one.span);
            }
        }
        self.problems.extend(twice::items(items, item));
    }

    fn absent(&mut self, at: Span, owner: Span, message: &str) {
        let at = if at.start == at.end { owner } else { at };
        self.problems.push(Diagnostic::error(rules::NO_VALUE, at, message).help(FILL));
    }

    fn table(&mut self, node: &Node, table: &'static Value) {
        let Value::Table { names, written, value, empty } = table else { return };
        let document::Value::Map(entries) = &node.value else {
            return self.kind(node, &format!("a mapping from {names}"), table);
        };
        let problem = punctuation::split_in_table(node, value, written)
            .or_else(|| foreign::too_deep(node, value, self.around.last()?))
            .or_else(|| places::wrapped(node, value, names));
        if let Some(problem) = problem.or_else(|| self.nameless(node, value, names, *empty)) {
            return self.problems.push(problem);
        }
        let mut entries = entries.iter().peekable();
        let mut above: Option<&Key> = None;
        while let Some((key, one)) = entries.next() {
            if let Some(help) = one.is_absent().then(|| punctuation::no_blank(&key.text)).flatten() {
                let message = format!("a blank is missing after the colon in `{}`", key.text);
                self.problems.error(rules::MALFORMED, key.span, message, help);
                continue;
            }
            let colon = punctuation::lacking_colon(&key.text, written.fits)
                .filter(|_| !(written.fits)(&key.text) && (one.is_absent() && matches!(value, Value::Typed(_)) || key.text.contains(" {")));
            if let Some(help) = colon {
                self.problems.error(rules::MALFORMED, key.span, format!("`{}` is a name and its value in one", key.text), help);
                continue;
            }
            if let Some(help) = hints::exchanged(key, one, written, value) {
                self.problems.error(rules::MALFORMED, key.span, format!("`{}` stands before the colon", key.text), help);
                continue;
            }
            if unfit::key(key).is_none() {
                self.notation(&key.text, key.span, written);
            }
            let beside = entries.peek().filter(|(next, inner)| {
                let names_nothing = if inner.is_absent() { !empty } else { !self.fits(inner, value, next.span) };
                one.is_absent() && hints::has_key(value, &next.text) && names_nothing
            });
            if let Some((next, _)) = beside {
                self.problems.push(places::beside(next, key));
                while entries.next_if(|(next, _)| hints::has_key(value, &next.text)).is_some() {}
            } else if one.is_absent() && !empty {
                let help = hints::content(value).unwrap_or(FILL);
                self.problems.error(rules::NO_VALUE, key.span, format!("`{}` has no value", key.text), help);
            } else if is_hollow(value, one) {
                self.problems.error(rules::NO_VALUE, key.span, format!("`{}` is empty", key.text), FILL);
            } else if !one.is_absent() && self.entry(key, one, value, above) {
                continue;
            }
            above = Some(key);
        }
    }

    /// The problem of a table that stands in the place of its only entry: the level with the name of the entry is left out.
    fn nameless(&mut self, node: &Node, value: &'static Value, names: &str, empty: bool) -> Option<Diagnostic> {
        let entries = node.entries();
        let (first, _) = entries.first().filter(|_| !self.trial && entries.iter().all(|(key, _)| hints::has_key(value, &key.text)))?;
        let is_named = |(key, one): &(Key, Node)| (empty && one.is_absent()) || self.fits(one, value, key.span);
        if entries.iter().all(is_named) || !self.fits(node, value, first.span) {
            return None;
        }
        let message = format!("a name is missing: `{}` is a key of what would have it", first.text);
        let help = format!("here stand {names}: write `NAME:` above, and indent these further");
        Some(Diagnostic::error(rules::UNKNOWN_KEY, first.span, message).help(help))
    }

    /// Checks an entry of a table; returns whether it belongs into the one above. A misfit that fits elsewhere is reported as misplaced.
    fn entry(&mut self, key: &Key, node: &Node, value: &'static Value, above: Option<&Key>) -> bool {
        if self.trial {
            self.value(node, value, key.span);
            return false;
        }
        let before = std::mem::take(self.problems);
        self.value(node, value, key.span);
        let found = std::mem::replace(self.problems, before);
        match found.finish(()) {
            Ok(((), warnings)) => self.problems.extend(warnings),
            Err(problems) => {
                let owner = above.filter(|_| hints::of(value, &key.text).is_some_and(|inner| self.fits(node, inner, key.span)));
                match (owner, self.misplaced(key, node, value)) {
                    (Some(owner), _) => self.problems.push(places::beside(key, owner)),
                    (None, Some((message, help))) => self.problems.error(rules::UNKNOWN_KEY, key.span, message, help),
                    (None, None) => self.problems.extend(problems),
                }
                return owner.is_some();
            }
        }
        false
    }

    /// The problem of an entry that fits elsewhere, and advice.
    fn misplaced(&mut self, key: &Key, node: &Node, value: &'static Value) -> Option<(String, String)> {
        let name = &key.text;
        let outer = self.around.iter().rev().flat_map(|shape| shape.entries()).find(|entry| entry.key == *name);
        if outer.is_some_and(|outer| hints::holds_keys(&outer.value) && self.fits(node, &outer.value, key.span)) {
            return Some((format!("`{name}` stands too deep"), format!("indent `{name}` less: it belongs further out")));
        }
        let foreign = node.entries().iter().any(|(key, _)| !hints::has_key(value, &key.text));
        let tables = self.around.last().filter(|_| foreign)?.entries();
        let table = tables.into_iter().find(|table| match &table.value {
            Value::Table { value, .. } => self.fits(node, value, key.span),
            _ => false,
        })?;
        Some((format!("`{name}` stands in the wrong table"), format!("move it below `{}`", table.key)))
    }

    /// Returns whether a value fits, without reporting problems.
    fn fits(&mut self, node: &Node, value: &'static Value, owner: Span) -> bool {
        let before = std::mem::take(self.problems);
        let (known, outermost) = (self.sources.len(), std::mem::replace(&mut self.trial, true));
        self.value(node, value, owner);
        self.trial = outermost;
        self.sources.truncate(known);
        std::mem::replace(self.problems, before).finish(()).is_ok()
    }

    fn pair(&mut self, node: &Node, pair: &'static Value, value: &'static Value) {
        match node.entries() {
            [(key, one)] if !one.is_absent() => self.value(one, value, key.span),
            [(key, _)] => self.absent(key.span, key.span, &format!("`{}` has no value", key.text)),
            _ => self.kind(node, "a mapping with exactly one key", pair),
        }
    }

    fn shape(&mut self, node: &Node, shape: &'static Shape, owner: Span) {
        self.mapping(node, &Value::Map(shape), shape, &[], owner);
    }

    /// Checks a mapping whose shape one of its keys decides.
    fn pick(&mut self, node: &Node, picked: &Value, choices: &'static [Choice], otherwise: &'static Shape, owner: Span) {
        self.mapping(node, picked, limits::pick(node, choices, otherwise), choices, owner);
    }

    fn mapping(&mut self, node: &Node, value: &Value, shape: &'static Shape, choices: &'static [Choice], owner: Span) {
        let document::Value::Map(entries) = &node.value else {
            return self.kind(node, &format!("a mapping that describes {}", article(shape.name)), value);
        };
        if let Some(problem) = punctuation::split_in_shape(node, shape).or_else(|| numbers::rate(node, shape)) {
            return self.problems.push(problem);
        }
        self.around.push(shape);
        let strays = self.strays(entries, shape);
        let of = |key: &Key| shape.entries().find(|entry| entry.key == key.text);
        let mut entries = entries.iter().peekable();
        while let Some((key, value)) = entries.next() {
            let entry = of(key);
            if strays.contains(&key.span) {
                continue;
            }
            let beside = entries.peek().filter(|(next, _)| value.is_absent() && entry.is_some_and(|entry| self.lacks(entry, next, shape)));
            match (entry, beside) {
                (Some(_), Some((next, _))) => {
                    self.problems.push(places::beside(next, key));
                    while entries.next_if(|(next, _)| of(next).is_none()).is_some() {}
                }
                (None, _) => match limits::excluded(key, node, choices) {
                    Some(problem) => self.problems.push(problem),
                    None => self.unknown(key, value, shape, choices),
                },
                (Some(entry), None) if !entry.none && is_hollow(&entry.value, value) => {
                    let help = if entry.required { entry.doc } else { FILL };
                    self.problems.error(rules::NO_VALUE, key.span, format!("`{}` is empty", key.text), help);
                }
                (Some(entry), None) if !value.is_absent() => match numbers::in_other_unit(key, value, &entry.value) {
                    Some(problem) => self.problems.push(problem),
                    None => self.meant(key, value, entry),
                },
                (Some(entry), None) if entry.needs_value() => {
                    let help = match entry {
                        Entry { none: true, key, .. } if *key != "permissions" => "write `[]` if there is none, or remove it",
                        Entry { required: true, .. } | Entry { none: true, .. } | Entry { value: Value::Name(_), .. } => entry.doc,
                        _ => FILL,
                    };
                    self.problems.error(rules::NO_VALUE, key.span, format!("`{}` has no value", key.text), help);
                }
                (Some(_), None) => {}
            }
        }
        self.around.pop();
        // An unknown key is the mistake: what stands there in its place is missing, too.
        let complete = limits::are_known(node, shape);
        for entry in shape.entries().filter(|entry| complete && entry.required && node.key(entry.key).is_none()) {
            let message = format!("{} needs the key `{}`", article(shape.name), entry.key);
            self.problems.error(rules::MISSING_KEY, owner, message, words::meaning(entry));
        }
        for limit in shape.limits {
            if complete || !matches!(limit, Limit::AtLeastOne(_)) {
                self.problems.extend(limits::broken(node, limit, shape, owner));
            }
        }
    }

    /// Checks the value of a key. Where nothing better is known of a wrong one, the meaning of the key is the advice.
    fn meant(&mut self, key: &Key, value: &Node, entry: &'static Entry) {
        let before = self.problems.count();
        match places::body(key, value, self.around.last()) {
            Some(problem) => self.problems.push(problem),
            None => self.value(value, &entry.value, key.span),
        }
        if !self.trial {
            let found = self.problems.since(before).into_iter();
            let advised = found.map(|one| Diagnostic { help: one.help.or_else(|| Some(words::meaning(entry).into())), ..one });
            self.problems.extend(advised.collect::<Vec<_>>());
        }
    }

    /// Returns whether the key after an empty entry belongs below that entry: neither this shape nor a surrounding one has
    /// the key, and the key is not a misspelt one.
    fn lacks(&self, entry: &'static Entry, next: &Key, shape: &'static Shape) -> bool {
        let names = || shape.entries().map(|entry| entry.key);
        let foreign = || {
            let known = self.around.iter().flat_map(|shape| shape.entries()).any(|entry| entry.key == next.text);
            !known && restli_core::suggest::nearest(&next.text, names()).is_none()
        };
        let belongs = || hints::has_key(&entry.value, &next.text) || hints::holds_names(&entry.value) && foreign();
        names().all(|name| name != next.text) && belongs()
    }

    fn unknown(&mut self, key: &Key, value: &Node, shape: &'static Shape, choices: &'static [Choice]) {
        let key_text = key.text.as_str();
        let others = choices.iter().map(|choice| choice.key).filter(|key| shape.entries().all(|entry| entry.key != *key));
        let names: Vec<&str> = shape.entries().map(|entry| entry.key).chain(others).collect();
        let has = |other: &'static Shape| other.entries().find(|entry| entry.key == key_text);
        let root = self.root;
        let of_file = |other| shape.name == root && has(other).is_some();
        let outer = self.around.iter().rev().skip(1).find_map(|outer| Some((outer.name, has(outer)?)));
        let mut fits = |entry: &'static Entry| value.is_absent() || self.fits(value, &entry.value, key.span);
        let help = if let Some(help) = punctuation::lacking_colon(key_text, |key| names.contains(&key)) {
            help
        } else if value.lacks_colon(key) && shape.name == "projection" {
            "a comma in braces ends a text: put quotes around a projection, as in `select: \"(id,name)\"`".into()
        } else if of_file(&API) {
            format!("`{key_text}` belongs into `api.yaml`").into()
        } else if of_file(&PRODUCT) {
            format!("`{key_text}` belongs into the file of a product").into()
        } else if let Some(help) = foreign::of_key(shape, key_text, value).or_else(|| foreign::of_choice(shape, key, value)) {
            help
        } else if let Some(help) = synonyms::same(key_text, &names) {
            help
        } else if let Some((outer, _)) = outer.filter(|(_, entry)| fits(entry)) {
            format!("it is a key of {}: indent it less", article(outer)).into()
        } else if let Some((inner, _)) = foreign::inner(shape, key_text).filter(|(_, entry)| fits(entry)) {
            format!("`{key_text}` belongs below `{inner}`").into()
        } else if let Some(near) = restli_core::suggest::nearest(key_text, names.iter().copied()) {
            Help::meant(near)
        } else {
            format!("{}known are {}", foreign::own_names(shape), suggest::list(names)).into()
        };
        self.problems.error(rules::UNKNOWN_KEY, key.span, format!("{} has no key `{key_text}`", article(shape.name)), help);
    }
}
