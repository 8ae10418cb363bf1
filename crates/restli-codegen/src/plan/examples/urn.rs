//! URNs as expressions.

use restli_core::urn::Urn;

use super::context::{Unfit, Writer};
use crate::plan::model::{Expr, ItemRef, Module, Owner, PassBy, UrnKey, UrnPlan, VariantPlan};

/// Any URN.
const ANY: Owner = Owner::Runtime("core::urn::Urn");

impl Writer<'_> {
    /// A URN of one type.
    pub(super) fn urn_of(&self, urn: &UrnPlan, text: &str) -> Result<Expr, Unfit> {
        let form = format!("urn:{}:{}", urn.namespace, urn.entity);
        match self.typed_urn(urn, text) {
            Some(made) => Ok(made),
            None => self.unfit(format!("`{text}` is no `{form}`")),
        }
    }

    /// A URN of any type. In an exact place it has the type of any URN.
    pub(super) fn any_urn(&self, text: &str, exact: bool) -> Result<Expr, Unfit> {
        let Ok(urn) = text.parse::<Urn>() else { return self.unfit(format!("`{text}` is no URN")) };
        let typed = self.known.urn(urn.namespace(), urn.entity_type()).and_then(|known| self.typed_urn(known, text));
        Ok(match typed {
            Some(typed) if exact => Expr::Function(ANY, "from".to_owned(), vec![typed]),
            Some(typed) => typed,
            None => Expr::Parsed(text.to_owned(), ANY),
        })
    }

    /// A URN of one of several types. In an exact place it is a variant of the choice.
    pub(super) fn choice(&self, item: &ItemRef, variants: &[VariantPlan], text: &str, exact: bool) -> Result<Expr, Unfit> {
        let owner = || Owner::Item(item.clone());
        let Ok(urn) = text.parse::<Urn>() else { return self.unfit(format!("`{text}` is no URN")) };
        let known = self.known.urn(urn.namespace(), urn.entity_type());
        let typed = known.and_then(|known| {
            let variant = variants.iter().find(|variant| variant.wire == known.entity)?;
            Some((variant, self.typed_urn(known, text)?))
        });
        Ok(match typed {
            Some((variant, typed)) if exact => Expr::Function(owner(), variant.ident.clone(), vec![typed]),
            Some((_, typed)) => typed,
            None => Expr::Function(owner(), "Other".to_owned(), vec![self.any_urn(text, true)?]),
        })
    }

    /// The constructor of a URN type with a key; `None` if the text is no URN of the type.
    fn typed_urn(&self, known: &UrnPlan, text: &str) -> Option<Expr> {
        let urn: Urn = text.parse().ok()?;
        if urn.namespace() != known.namespace || urn.entity_type() != known.entity {
            return None;
        }
        let key = match known.key.as_slice() {
            [] if urn.id().is_empty() => Expr::Tuple(Vec::new()),
            [] => return None,
            [one] => self.part(one, urn.id())?,
            many => {
                let parts: Vec<&str> = urn.parts().collect();
                if parts.len() != many.len() {
                    return None;
                }
                Expr::Tuple(many.iter().zip(parts).map(|(part, text)| self.part(part, text)).collect::<Option<_>>()?)
            }
        };
        let item = ItemRef { module: Module::Urns, ident: known.ident.clone(), pass_by: PassBy::Ref };
        Some(Expr::Function(Owner::Item(item), "new".to_owned(), vec![key]))
    }

    fn part(&self, part: &UrnKey, text: &str) -> Option<Expr> {
        match part {
            UrnKey::Text => Some(Expr::Text(text.to_owned())).filter(|_| !text.is_empty()),
            UrnKey::Long => text.parse().ok().filter(|number: &i64| number.to_string() == text).map(Expr::Integer),
            UrnKey::Urn => self.any_urn(text, false).ok(),
            UrnKey::UrnOf(name) => self.typed_urn(self.known.urn_named(name)?, text),
        }
    }
}
