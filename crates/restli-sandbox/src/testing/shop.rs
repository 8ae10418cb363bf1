//! A small API, and requests to it as plain values.

use std::collections::BTreeSet;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use restli_core::Time;
use restli_schema::load_texts;

use crate::auth::{Consent, Grant};
use crate::described::Described;
use crate::gates::version;
use crate::locks::lock;
use crate::received::Received;
use crate::refusal::Refusal;
use crate::route::Call;
use crate::settings::Settings;
use crate::state::State;

const API: &str = r#"
api: shop
namespace: com.example
bases:
  plain: {url: "https://api.example.com", path: /v1}
  dated: {url: "https://api.example.com", path: /rest, versions: monthly}
versions:
  monthly: {header: Api-Version, pinned: 202603, released: {202601: {sunset: 2026-02-01}, 202602: , 202603: }}
permissions:
  r_all: {doc: Reads.}
  w_person: {doc: Writes as a person., acts_as: person}
  w_shop: {doc: Writes as a shop., acts_as: shop, product: Shops, approval: review}
  r_secret: {doc: Reads secrets., product: Secrets}
roles:
  OWNER: {in: shop, doc: Everything.}
quotas:
  per_app: {limit: 3, window: day, scope: app}
  per_member: {limit: 2, window: minute, scope: member}
urns: {person: {key: string}, shop: {key: long}}
errors:
  EMPTY: {status: 401, token: missing}
  ENDED: {status: 401, token: expired}
  READ_ONLY: {status: 422, when: [field_read_only]}
  NO_LENGTH: {status: 411, when: [length_missing]}
  OWNERS_ONLY: {status: 403, when: [role_missing]}
headers: {quota_remaining: X-Left, quota_reset: X-Reset}
rules: {base: plain, permissions: [r_all]}
"#;

const SHOP: &str = r"
product: shop
types:
  Color: {enum: {RED: , GREEN: , BLUE: {since: 202603}}}
  Price: {fields: {amount: long, currency: string = EUR}}
  Label: {union: {text: string, image: long}}
  Pair: {fields: {left: int, right?: string}}
  Thing:
    fields:
      id: long
      name: string
      color?: Color
      price?: Price
      label?: Label
      maker?: urn:person | urn:shop
      weight?: double
      secret?: {type: string, permissions: [r_secret]}
      size?: {type: int, since: 202603}
      shade?: {type: string, until: 202603}
resources:
  datedThings:
    collection: Thing
    path: /things
    base: dated
    key: {thingId: long}
    alt_keys: {code: string}
    read_only: [id]
    create_only: [maker]
    methods:
      get:
      batch_get: {max_batch: 2}
      get_all: {paging: start_count}
      create: {permissions: [w_person, w_shop], actor: maker, roles: [OWNER]}
      batch_create: {max_batch: 1}
      partial_update:
      batch_update:
      delete: {permissions: public}
    finders:
      search:
        params: {color: Color, limit: int = 5, exact?: bool, range?: Pair, tags?: [string], weight?: double, since?: {type: int, since: 202603}}
        paging: {style: start_count, default: 7, max: 50}
      tokens: {paging: {style: token, max: 9}}
    actions:
      paint: {on: entity, params: {color: Color, coats: int = 1}, quotas: [per_app, per_member]}
  things: {same_as: datedThings, base: plain}
  pairs:
    association: Price
    key: {left: long, right: string}
    methods: {get: , batch_get: }
    finders: {byLeft: {keys: [left]}}
  files: {collection: bytes, key: {fileId: long}, methods: {create: }}
";

/// The small API.
pub(crate) fn shop() -> Arc<Described> {
    match load_texts([("api.yaml", API), ("shop.yaml", SHOP)]) {
        Ok(loaded) => Described::new(loaded.api),
        Err(report) => panic!("{}", report.render(false)),
    }
}

/// LinkedIn's API, ready to be served.
pub(crate) fn whole_linkedin() -> Arc<Described> {
    Described::new(super::linkedin().clone())
}

/// The state of a sandbox that serves an API.
pub(crate) fn state(api: Arc<Described>) -> State {
    State::new(api, Settings::default(), "http://127.0.0.1:4000".to_owned())
}

/// A grant of the app `app` for the member `ann`.
pub(crate) fn grant(scopes: &[&str]) -> Grant {
    let scopes: BTreeSet<String> = scopes.iter().map(|scope| (*scope).to_owned()).collect();
    let expires = Time::from_millis(i64::MAX);
    let (issued, consent) = (Time::from_millis(0), Consent { number: 1, given: Time::from_millis(0) });
    Grant { scopes, member: Some("ann".to_owned()), app: "app".to_owned(), consent, issued, expires, revoked: false }
}

/// Issues the token `good` with some scopes.
pub(crate) fn issue(state: &State, scopes: &[&str]) {
    lock(&state.tokens).issue("good".to_owned(), grant(scopes));
}

/// A request of protocol version 2.0.0, as `GET /path?query`, with a body of JSON.
pub(crate) fn request(first: &str, body: &str) -> Received {
    let (verb, target) = first.split_once(' ').unwrap_or(("GET", first));
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let request = Received {
        verb: Method::from_bytes(verb.as_bytes()).unwrap(),
        path: path.to_owned(),
        query: query.to_owned(),
        headers: HeaderMap::new(),
        body: Bytes::copy_from_slice(body.as_bytes()),
        is_tunnelled: false,
        sent_query: query.len(),
    };
    let request = with(request, "X-RestLi-Protocol-Version", "2.0.0");
    with(request, "Content-Length", &body.len().to_string())
}

/// A request with a header; an empty value takes the header away.
pub(crate) fn with(mut request: Received, name: &str, value: &str) -> Received {
    let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
    match value {
        "" => drop(request.headers.remove(name)),
        value => drop(request.headers.insert(name, HeaderValue::from_str(value).unwrap())),
    }
    request
}

/// The call that a request is.
pub(crate) fn find<'a>(state: &'a State, request: &Received) -> Result<Call<'a>, Refusal> {
    state.described.routes.find(&state.api, request, &|resource| version::asked(&state.api, resource, request))
}
