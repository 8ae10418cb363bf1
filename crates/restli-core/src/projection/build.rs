//! Projections put together name by name at run time.

use super::print::nests_at_most;
use super::{Decoration, Item, MAX_DEPTH, Name, Projection};

impl Projection {
    /// An empty projection, to be filled name by name.
    ///
    /// ```
    /// use restli_core::projection::{Decoration, Projection};
    ///
    /// let picture = Projection::new().expand("displayImage", Decoration::new().through("playableStreams"));
    /// let projection = Projection::new().field("id").inside("profilePicture", picture);
    /// assert_eq!(projection.to_decorated()?, "(id,profilePicture(displayImage~:playableStreams))");
    /// assert_eq!(projection, Projection::parse("(id,profilePicture(displayImage~:playableStreams))")?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a name with all that it holds: a field, a map key, or a union's member.
    #[must_use]
    pub fn field(self, name: impl Into<String>) -> Self {
        self.with(Item::all(Name::Is(name.into()), 0))
    }

    /// Adds everything at this level: `$*` in a mask, `*` in a decorated projection.
    #[must_use]
    pub fn all(self) -> Self {
        self.with(Item::all(Name::Each, 0))
    }

    /// Adds a part of the record, map or union under a name.
    #[must_use]
    pub fn inside(self, name: impl Into<String>, select: Self) -> Self {
        self.with(Item { select: Some(bounded(select)), ..Item::all(Name::Is(name.into()), 0) })
    }

    /// Adds a part of every element of the array, or of every value of the map, under a name.
    #[must_use]
    pub fn each(self, name: impl Into<String>, select: Self) -> Self {
        let each = Item { select: Some(select), ..Item::all(Name::Each, 0) };
        self.inside(name, Self::new().with(each))
    }

    /// Adds a URN and its expansion (`docs/protocol.md §5.5`).
    #[must_use]
    pub fn expand(self, name: impl Into<String>, to: Decoration) -> Self {
        self.with(Item { decorations: vec![to], ..Item::all(Name::Is(name.into()), 0) })
    }

    /// Adds an array of URNs and the expansion of each (`docs/protocol.md §5.5`).
    #[must_use]
    pub fn expand_each(self, name: impl Into<String>, to: Decoration) -> Self {
        let each = Item { decorations: vec![to], ..Item::all(Name::Each, 0) };
        self.inside(name, Self::new().with(each))
    }

    fn with(mut self, item: Item) -> Self {
        self.items.push(item);
        self
    }
}

impl Decoration {
    /// Expands any URN to the default fields of its target.
    #[must_use]
    pub fn new() -> Self {
        Self { at: 0, urn: None, finder: None, select: None }
    }

    /// Expands only URNs of this entity type, as in `~person`.
    #[must_use]
    pub fn of(self, urn: impl Into<String>) -> Self {
        Self { urn: Some(urn.into()), ..self }
    }

    /// Expands by this finder, as in `~:playableStreams`.
    #[must_use]
    pub fn through(self, finder: impl Into<String>) -> Self {
        Self { finder: Some(finder.into()), ..self }
    }

    /// Asks for these fields of the target.
    #[must_use]
    pub fn select(self, select: Projection) -> Self {
        Self { select: Some(bounded(select)), ..self }
    }
}

/// The projection, or if it nests more deeply than any style allows, one that nests just as much too deeply: the request is refused either
/// way, and no number of levels exhausts the stack.
fn bounded(select: Projection) -> Projection {
    if nests_at_most(MAX_DEPTH, &select).is_ok() {
        return select;
    }
    let around = |inner, _| Projection::default().with(Item { select: Some(inner), ..Item::all(Name::Each, 0) });
    (0..=MAX_DEPTH).fold(Projection::default(), around)
}

impl Default for Decoration {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn projection_put_together_too_deeply_is_refused_by_every_style() {
        let deep = |levels| (1..levels).fold(Projection::new().field("a"), |inner, _| Projection::new().inside("a", inner));
        assert!(deep(32).to_decorated().is_ok());
        let expanded = Projection::new().expand("a", Decoration::new().select(deep(32)));
        let chain = |inner, _| Projection::new().expand("a", Decoration::new().select(inner));
        let chained = (0..30_000).fold(Projection::new().field("a"), chain);
        let elements = (0..30_000).fold(Projection::new().field("a"), |inner, _| Projection::new().each("a", inner));
        let texts = [
            deep(33).to_decorated(),
            deep(30_000).to_mask(),
            deep(33).to_flat(),
            expanded.to_decorated(),
            chained.to_decorated(),
            elements.to_mask(),
        ];
        for text in texts {
            assert_eq!(text.map_err(|error| error.message), Err("nested deeper than 32 levels".to_owned()));
        }
    }
}
