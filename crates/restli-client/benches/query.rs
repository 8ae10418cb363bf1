//! The request of a `BATCH_GET` with 100 URNs: from typed keys to the `http::Request` that is sent.
//!
//! `cargo bench -p restli-client --bench query` prints nanoseconds per request, median of many rounds. The peer is what one would write by
//! hand for this one call: runs of text and escapes pushed from a table, the same URL, the same headers.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a benchmark may panic")]

use std::hint::black_box;
use std::time::Instant;

use restli_client::core::Json;
use restli_client::core::urn::{TypedUrn, UrnType};
use restli_client::http::header::{ACCEPT, AUTHORIZATION};
use restli_client::http::{self, HeaderMap, HeaderValue, Uri};
use restli_client::{
    ApiInfo, Base, BatchResult, Builder, Call, FromRuntime, Operation, Request, ResourceMethod, Runtime, Tunnel, bytes::Bytes,
};

static API: ApiInfo = ApiInfo::new("directory").with_bases(&[&MAIN]);
static MAIN: Base = Base::new("main", "https://api.example.com", "/v2");
static BATCH_GET: Operation = Operation::new("people.people.batch_get", ResourceMethod::BatchGet, &MAIN, "/people");

#[derive(Debug)]
enum Person {}

impl UrnType for Person {
    const NAMESPACE: &'static str = "li";
    const ENTITY: &'static str = "person";
    type Key = String;
}

struct Client(Runtime);

impl FromRuntime for Client {
    const API: &'static ApiInfo = &API;
    type With<S> = Self;

    fn from_runtime(runtime: Runtime) -> Self {
        Self(runtime)
    }
}

fn main() {
    let client: Client = Builder::new().token("AQX-token-of-a-benchmark").tunnel(Tunnel::Never).build().unwrap();
    let urns: Vec<TypedUrn<Person>> = (0..100).map(|n| TypedUrn::new(format!("aBcDeFgH-{:010}", n * 7_654_321_i64))).collect();
    let ours = || {
        let call: Request<BatchResult<String, Json>> = Call::new(&client.0, &BATCH_GET).ids(black_box(&urns).iter().cloned()).request();
        call.to_http().unwrap()
    };
    assert_eq!(ours().uri(), by_hand(&urns).uri());
    assert_eq!(ours().headers(), by_hand(&urns).headers());
    let (ours, peer) = (measure(ours), measure(|| by_hand(black_box(&urns))));
    println!("9  the request of a BATCH_GET with 100 URNs: {ours:.0} ns, by hand {peer:.0} ns, ratio {:.2}", ours / peer);
}

/// Nanoseconds per call: the median of many rounds, each short enough that others on the machine seldom interrupt it.
fn measure<R>(mut operation: impl FnMut() -> R) -> f64 {
    const CALLS: u32 = 20;
    let mut rounds: Vec<f64> = (0..2001)
        .map(|_| {
            let start = Instant::now();
            for _ in 0..CALLS {
                black_box(operation());
            }
            start.elapsed().as_secs_f64() * 1e9 / f64::from(CALLS)
        })
        .collect();
    rounds.sort_by(f64::total_cmp);
    rounds[rounds.len() / 2]
}

fn by_hand(urns: &[TypedUrn<Person>]) -> http::Request<Bytes> {
    let mut url = String::with_capacity(urns.len() * 48 + 64);
    url.push_str("https://api.example.com/v2/people?ids=List(");
    for (index, urn) in urns.iter().enumerate() {
        if index > 0 {
            url.push(',');
        }
        escape(urn.as_str(), &mut url);
    }
    url.push(')');
    let mut headers = HeaderMap::with_capacity(4);
    headers.insert("x-restli-protocol-version", HeaderValue::from_static("2.0.0"));
    headers.insert("x-restli-method", HeaderValue::from_static("batch_get"));
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert(AUTHORIZATION, HeaderValue::from_static("Bearer AQX-token-of-a-benchmark"));
    let mut request = http::Request::new(Bytes::new());
    *request.uri_mut() = Uri::try_from(url).unwrap();
    *request.headers_mut() = headers;
    request
}

fn escape(text: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut start = 0;
    for (at, &octet) in text.as_bytes().iter().enumerate() {
        if !PLAIN[usize::from(octet)] {
            out.push_str(&text[start..at]);
            out.push('%');
            out.push(char::from(HEX[usize::from(octet >> 4)]));
            out.push(char::from(HEX[usize::from(octet & 15)]));
            start = at + 1;
        }
    }
    out.push_str(&text[start..]);
}

const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut octet = 0_u8;
    while octet < 128 {
        plain[octet as usize] =
            octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'.' | b'_' | b'~' | b'!' | b'$' | b'*' | b';' | b'@' | b'/' | b'?');
        octet += 1;
    }
    plain
};
