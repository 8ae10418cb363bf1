//! Composition of projections at compile time.
//!
//! A macro sees no other macro's tokens, but a constant can be made from other constants. For `(id,..Names)`, where `Names` is `(name,id)`,
//! the fragments `(id,`, `name,id` and `)` are composed to `(id,name)`: each name once per level, as servers want it
//! (`docs/protocol.md §5.1`). The result selects the same as [`Projection::merge`](super::Projection::merge), with one restriction: two
//! fragments that select different parts of one field do not compile, because both result types are read from that field.

use std::str::from_utf8;

use super::{Projected, Styles};

/// The longest part of a name that an error message shows, in octets.
const MOST: usize = 256;

/// A fragment of a projection's text.
#[derive(Clone, Copy, Debug)]
pub enum Fragment {
    /// Text as written.
    Text(&'static str),
    /// The text of another projection, without its outer parentheses; `None` if this style cannot express it.
    Of(Option<&'static str>),
}

impl Fragment {
    const fn bytes(self) -> Option<&'static [u8]> {
        match self {
            Self::Text(text) => Some(text.as_bytes()),
            Self::Of(Some(text)) => Some(match text.as_bytes() {
                [b'(', inside @ .., b')'] => inside,
                all => all,
            }),
            Self::Of(None) => None,
        }
    }
}

/// The styles of an embedded projection, which must be one of the record `R` that it is embedded in.
#[must_use]
pub const fn embedded<P: Projected<Of = R>, R>() -> Styles {
    P::STYLES
}

/// The styles of a projection that embeds others: constants that the fragments name, and the fragments of each style. The three texts
/// are one constant, so that fragments in conflict are one error.
#[doc(hidden)]
#[macro_export]
macro_rules! styles {
    ({ $($embedded:item)* } [$($restli:expr),*] [$($decorated:expr),*] [$($flat:expr),*]) => {{
        $($embedded)*
        const RESTLI: &[$crate::support::Fragment] = &[$($restli),*];
        const DECORATED: &[$crate::support::Fragment] = &[$($decorated),*];
        const FLAT: &[$crate::support::Fragment] = &[$($flat),*];
        const TEXTS: &(
            $crate::support::Composed<{ $crate::support::room(RESTLI) }>,
            $crate::support::Composed<{ $crate::support::room(DECORATED) }>,
            $crate::support::Composed<{ $crate::support::room(FLAT) }>,
        ) = &(
            $crate::support::Composed::new(RESTLI),
            $crate::support::Composed::new(DECORATED),
            $crate::support::Composed::new(FLAT),
        );
        let (restli, decorated, flat) = TEXTS;
        $crate::projection::Styles::new(restli.text(), decorated.text(), flat.text())
    }};
}

/// The sum of the lengths of the fragments, in octets.
#[must_use]
pub const fn room(mut fragments: &[Fragment]) -> usize {
    let mut room = 0;
    while let [fragment, after @ ..] = fragments {
        if let Some(bytes) = fragment.bytes() {
            room += bytes.len();
        }
        fragments = after;
    }
    room
}

/// The composed text, in a buffer of `ROOM` octets.
#[derive(Clone, Copy, Debug)]
pub struct Composed<const ROOM: usize> {
    bytes: [u8; ROOM],
    used: usize,
    /// `false` if the style cannot express one of the fragments.
    is_expressed: bool,
}

impl<const ROOM: usize> Composed<ROOM> {
    const EMPTY: Self = Self { bytes: [0; ROOM], used: 0, is_expressed: true };

    /// Composes fragments. An item that stands in several of them is written once.
    ///
    /// # Panics
    /// Two fragments select different parts of the same field; the panic is a compile error.
    #[must_use]
    #[track_caller]
    pub const fn new(mut fragments: &[Fragment]) -> Self {
        let mut joined = Self::EMPTY;
        while let [fragment, after @ ..] = fragments {
            match fragment.bytes() {
                Some(bytes) => joined.push(bytes),
                None => return Self { is_expressed: false, ..Self::EMPTY },
            }
            fragments = after;
        }
        let mut composed = Self::EMPTY;
        composed.level(joined.written());
        composed
    }

    /// The text; `None` if the style cannot express one of the fragments.
    #[must_use]
    pub const fn text(&self) -> Option<&str> {
        match (self.is_expressed, from_utf8(self.written())) {
            (true, Ok(text)) => Some(text),
            _ => None,
        }
    }

    const fn written(&self) -> &[u8] {
        self.bytes.split_at(self.used).0
    }

    const fn push(&mut self, bytes: &[u8]) {
        let free = self.bytes.split_at_mut(self.used).1;
        free.split_at_mut(bytes.len()).0.copy_from_slice(bytes);
        self.used += bytes.len();
    }

    /// Writes the items of one level, up to a closing parenthesis or the end, each once. Returns the length of the level.
    #[track_caller]
    const fn level(&mut self, text: &[u8]) -> usize {
        let mut at = 0;
        loop {
            let (before, rest) = text.split_at(at);
            let item = rest.split_at(item_end(rest)).0;
            if !is_known(before, item) {
                if at > 0 {
                    self.push(b",");
                }
                self.item(item);
            }
            at += item.len();
            match text.split_at(at).1 {
                [b',', ..] => at += 1,
                _ => return at,
            }
        }
    }

    /// Writes one item, each level inside it by [`Self::level`].
    #[track_caller]
    const fn item(&mut self, mut rest: &[u8]) {
        loop {
            let (open, after) = rest.split_at(opening(rest));
            self.push(open);
            if after.is_empty() {
                return;
            }
            let inside = self.level(after);
            rest = after.split_at(inside).1;
        }
    }
}

/// The length of a text up to and including its first opening parenthesis, or to its end.
const fn opening(mut text: &[u8]) -> usize {
    let mut at = 0;
    while let [byte, after @ ..] = text {
        at += 1;
        if *byte == b'(' {
            break;
        }
        text = after;
    }
    at
}

/// The length of the first item of a text, with all that is in its parentheses.
const fn item_end(mut text: &[u8]) -> usize {
    let (mut depth, mut at) = (0_u32, 0);
    while let [byte, after @ ..] = text {
        match byte {
            b'(' => depth += 1,
            b')' | b',' if depth == 0 => break,
            b')' => depth -= 1,
            _ => {}
        }
        (text, at) = (after, at + 1);
    }
    at
}

/// Returns `true` if an item is among the items before it. Panics if one of those selects another part of the same name.
#[track_caller]
const fn is_known(mut before: &[u8], item: &[u8]) -> bool {
    while !before.is_empty() {
        let (earlier, rest) = before.split_at(item_end(before));
        if same(earlier, item) {
            return true;
        }
        let conflict = same(name(earlier), name(item));
        if conflict {
            let message = conflict_of(name(item));
            let Some(text) = message.text() else { return false };
            assert!(!conflict, "{}", text);
        }
        before = match rest {
            [b',', after @ ..] => after,
            _ => &[],
        };
    }
    false
}

/// Composes the error message for a name of which two projections ask for different parts.
const fn conflict_of(name: &[u8]) -> Composed<512> {
    let mut message = Composed::EMPTY;
    message.push(b"the projections put together here ask for different parts of `");
    message.push(name.split_at(if name.len() > MOST { MOST } else { name.len() }).0);
    message.push(b"`: ask for it in one of them only, or for the same in each");
    message
}

/// The name that an item starts with. For the item of all names, it is `$` in a mask, and empty in a decorated projection.
const fn name(item: &[u8]) -> &[u8] {
    let (mut rest, mut at) = (item, 0);
    while let [byte, after @ ..] = rest {
        if matches!(byte, b'(' | b':' | b'~' | b'*') {
            break;
        }
        (rest, at) = (after, at + 1);
    }
    item.split_at(at).0
}

const fn same(mut one: &[u8], mut other: &[u8]) -> bool {
    while let ([a, after_a @ ..], [b, after_b @ ..]) = (one, other) {
        if *a != *b {
            return false;
        }
        (one, other) = (after_a, after_b);
    }
    one.is_empty() && other.is_empty()
}

#[cfg(test)]
mod tests {
    use super::{Composed, Fragment, room};

    #[test]
    fn fragments_with_repeated_names_are_composed_to_each_name_once() {
        let cases: [(&[Fragment], Option<&str>); 6] = [
            (&[Fragment::Text("id,"), Fragment::Of(Some("name,id")), Fragment::Text(",x")], Some("id,name,x")),
            (&[Fragment::Text("(id,"), Fragment::Of(Some("(name(a),id)")), Fragment::Text(",o~(x),name(a))")], Some("(id,name(a),o~(x))")),
            (&[Fragment::Text("a:("), Fragment::Of(Some("b,$*:(c,d)")), Fragment::Text("),b")], Some("a:(b,$*:(c,d)),b")),
            (&[Fragment::Text("a:(b,"), Fragment::Of(Some("b")), Fragment::Text("),b")], Some("a:(b),b")),
            (&[Fragment::Of(Some("a~x(b)~y:f(c),*"))], Some("a~x(b)~y:f(c),*")),
            (&[Fragment::Text("id,"), Fragment::Of(None)], None),
        ];
        for (fragments, expected) in cases {
            assert!(room(fragments) <= 64);
            assert_eq!(Composed::<64>::new(fragments).text(), expected, "{fragments:?}");
        }
    }

    #[test]
    #[should_panic(expected = "different parts of `name`")]
    fn different_parts_of_one_field_are_refused() {
        let _ = Composed::<64>::new(&[Fragment::Text("name:(a),"), Fragment::Of(Some("id,name"))]);
    }
}
