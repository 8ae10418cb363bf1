//! Readers of the parts of addresses: URL data, URNs, keys.

use restli_core::data::{Bytes, Data, DataRef, Fixed};
use restli_core::key::{self, ComplexKey};
use restli_core::url::{self, Context};
use restli_core::urn::{IntoUrnKey, TypedUrn, Urn, UrnType};
use restli_core::{Json, Map, urn_union};

use super::types::{Bag, Choice, Content, Everything, Place, Thing, Tone, Tree};

/// Signs and words of URL data.
pub(super) const URL: &[&str] = &[
    "(",
    ")",
    "List(",
    "List()",
    "()",
    ",",
    ":",
    "''",
    "'",
    "%",
    "%28",
    "%2C",
    "%27%27",
    "%C3%A9",
    "%FF",
    "%00",
    "%25",
    "+",
    "&",
    "=",
    "é",
    "😀",
    "$params",
    "fields",
    "ids",
    "q=",
    "id",
    "street",
    "zip",
    "text",
    "n",
    "tags",
    "level",
    "-1",
    "9223372036854775807",
    "1e2",
    "1.0",
    "NaN",
    "true",
    "CALM",
    "urn:li:person:",
    "com.example.Place",
];

const CONTEXTS: [Context; 3] = [Context::Path, Context::Query, Context::Reduced];

pub(super) fn url(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let any = reads_back::<Json>(text);
    assert_eq!(any, url::parse(text).is_ok());
    let typed = [
        reads_back::<Thing>(text),
        reads_back::<Everything>(text),
        reads_back::<Bag>(text),
        reads_back::<Tree>(text),
        reads_back::<Content>(text),
        reads_back::<Choice>(text),
        reads_back::<ComplexKey<Place, Thing>>(text),
        reads_back::<Vec<Option<String>>>(text),
        reads_back::<Map<f64>>(text),
        reads_back::<Bytes>(text),
        reads_back::<i64>(text),
    ];
    assert!(any || !typed.contains(&true), "{text:?} fits a type and is no URL data");
}

/// Reads a type; what was read and written reads the same in every context.
fn reads_back<T: Data>(text: &str) -> bool {
    let mut value = T::empty();
    let done = url::read(text, &mut value).is_ok();
    if done {
        for context in CONTEXTS {
            let first = url::to_string(&value, context);
            let mut again = T::empty();
            let read = url::read(&first, &mut again);
            assert!(read.is_ok(), "{text:?} is written as {first:?}: {read:?}");
            assert_eq!(url::to_string(&again, context), first, "{text:?}");
        }
    }
    done
}

/// Starts and signs of URNs.
pub(super) const URN: &[&str] = &[
    "urn:",
    "urn:li:",
    "person:",
    "organization:",
    "like:",
    "bare",
    "comment:",
    ":",
    "::",
    "(",
    ")",
    ",",
    "urn:li:organization:5",
    "urn:li:like:(urn:li:person:1,urn:li:activity:9)",
    "0",
    "-1",
    "+1",
    "007",
    "9223372036854775808",
    "%3A",
    "\u{7f}",
    "\n",
    "é",
    " ",
];

/// The types of URN that are read: text, number, nothing, tuples.
mod urns {
    use super::{TypedUrn, Urn, UrnType};

    macro_rules! kinds {
        ($($name:ident $kind:ident $entity:literal $key:ty;)*) => {$(
            #[derive(Debug)]
            pub(super) enum $kind {}
            impl UrnType for $kind {
                const NAMESPACE: &'static str = "li";
                const ENTITY: &'static str = $entity;
                type Key = $key;
            }
            pub(super) type $name = TypedUrn<$kind>;
        )*};
    }

    kinds! {
        PersonUrn Person "person" String;
        OrganizationUrn Organization "organization" i64;
        BareUrn Bare "bare" ();
        LikeUrn Like "like" (Urn, Urn);
        CommentUrn Comment "comment" (LikeUrn, i64, String);
    }
}
use urns::{BareUrn, CommentUrn, LikeUrn, OrganizationUrn, PersonUrn};

urn_union! { AuthorUrn { Person(PersonUrn), Organization(OrganizationUrn), } }

/// A member or an organization.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum AuthorUrn {
    Person(PersonUrn),
    Organization(OrganizationUrn),
    Other(Urn),
}

pub(super) fn urn(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let any = text.parse::<Urn>();
    if let Ok(urn) = &any {
        assert_eq!(urn.as_str(), text);
        let length: usize = urn.parts().map(|part| part.len() + 1).sum();
        assert!(length <= urn.id().len() + 1, "the parts of {text:?} are more than its id");
        assert!(text.starts_with(&format!("urn:{}:{}", urn.namespace(), urn.entity_type())));
    }
    let known = text.parse::<PersonUrn>().is_ok() || text.parse::<OrganizationUrn>().is_ok();
    assert_eq!(text.parse::<AuthorUrn>().map(|urn| urn.to_string()).ok().as_deref(), known.then_some(text));
    let typed = [
        kind::<urns::Person>(text),
        kind::<urns::Organization>(text),
        kind::<urns::Bare>(text),
        kind::<urns::Like>(text),
        kind::<urns::Comment>(text),
    ];
    assert!(any.is_ok() || !typed.contains(&true), "{text:?} is a URN of a type, and no URN");
}

/// Reads a URN of a type; the URN of its key is of that type too, and has that key.
fn kind<K: UrnType>(text: &str) -> bool
where
    K::Key: Clone + PartialEq + std::fmt::Debug + IntoUrnKey<K::Key>,
{
    let Ok(urn) = text.parse::<TypedUrn<K>>() else { return false };
    // Its parts may have been short.
    let text = urn.as_str();
    assert_eq!(text.parse::<TypedUrn<K>>().as_ref(), Ok(&urn));
    let Some(key) = urn.key() else { panic!("{text:?} has no key") };
    let made = TypedUrn::<K>::new(key.clone());
    // A key that is itself a whole URN of the type is taken for it.
    if !text.starts_with(&format!("urn:li:{0}:urn:li:{0}:", K::ENTITY)) {
        assert_eq!(made.key(), Some(key), "{text:?}");
        let read = made.as_str().parse::<TypedUrn<K>>();
        assert!(read.is_ok(), "the key of {text:?} makes {:?}: {read:?}", made.as_str());
    }
    true
}

pub(super) fn key(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    key_of::<String>(text);
    key_of::<i64>(text);
    key_of::<bool>(text);
    key_of::<f64>(text);
    key_of::<Bytes>(text);
    key_of::<Fixed<4>>(text);
    key_of::<Tone>(text);
    key_of::<Urn>(text);
    key_of::<OrganizationUrn>(text);
    key_of::<LikeUrn>(text);
    key_of::<CommentUrn>(text);
    key_of::<BareUrn>(text);
    key_of::<AuthorUrn>(text);
    key_of::<Place>(text);
    key_of::<Thing>(text);
    key_of::<Choice>(text);
    key_of::<ComplexKey<Place, Thing>>(text);
    key_of::<ComplexKey<Tree, Bag>>(text);
}

/// Reads a key from a body; it is the same key after it stood in a body, a path or a query. Text of an answer that is kept in the place of
/// a URN is no key that an address may hold.
fn key_of<K: Data>(text: &str) {
    let Ok(key) = key::from_body::<K>(text) else { return };
    let name = key::to_answer(&key);
    let again = key::from_body::<K>(&name).unwrap_or_else(|error| panic!("{text:?} is written as {name:?}: {error}"));
    assert_eq!(key::to_answer(&again), name, "{text:?}");
    for address in [url::to_string(&key, Context::Path), url::to_string(&key, Context::Query)] {
        let mut again = K::empty();
        let read = url::read(&address, &mut again);
        if read.is_err() && matches!(key.data(), DataRef::Text(kept) | DataRef::Checked(kept, _) if kept == name) {
            continue;
        }
        assert!(read.is_ok(), "{text:?} is written as {address:?}: {read:?}");
        assert_eq!(key::to_answer(&again), name, "{text:?} is written as {address:?}");
    }
}
