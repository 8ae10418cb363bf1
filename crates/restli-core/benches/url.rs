//! URL data: what it costs to write a list of URNs, a nested search and a complex key, and to read the first two again.
//!
//! `cargo bench -p restli-core --bench url` prints nanoseconds per operation, median of many rounds. The peer is what one
//! would write by hand: it knows the types, and pushes runs of text and escapes from a table.

#![allow(clippy::indexing_slicing, reason = "a benchmark may panic")]

use std::hint::black_box;
use std::time::Instant;

use restli_core::data::Data;
use restli_core::key::ComplexKey;
use restli_core::url::{self, Context};
use restli_core::urn::{TypedUrn, UrnType};
use restli_core::{Map, record};

#[derive(Debug)]
enum Person {}

impl UrnType for Person {
    const NAMESPACE: &'static str = "li";
    const ENTITY: &'static str = "person";
    type Key = String;
}

#[derive(Clone)]
struct Criteria {
    status: Option<Values>,
    account: Option<Values>,
    name: Option<Values>,
    labels: Map<Values>,
    test: Option<bool>,
}

record! {
    Criteria = "com.example.Criteria" {
        status: "status",
        account: "account",
        name: "name",
        labels: "labels",
        test: "test",
    }
}

#[derive(Clone)]
struct Values {
    values: Vec<String>,
}

record! { Values = "com.example.Values" { values: "values" required } }

#[derive(Clone)]
struct Rating {
    shop: TypedUrn<Person>,
    product: i64,
    note: String,
}

record! { Rating = "com.example.Rating" { shop: "shop" required, product: "product" required, note: "note" required } }

#[derive(Clone)]
struct Params {
    locale: String,
}

record! { Params = "com.example.Params" { locale: "locale" required } }

fn main() {
    let urns: Vec<TypedUrn<Person>> = (0..100).map(|n| TypedUrn::new(format!("aBcDeFgH-{:010}", n * 7_654_321_i64))).collect();
    let texts: Vec<&str> = urns.iter().map(TypedUrn::as_str).collect();
    let list = url::to_string(&urns, Context::Query);
    assert_eq!(list, by_hand::list(&texts));
    let row = format!("9  write List(100 URNs), {} B, of {} reserved", list.len(), list.capacity());
    report(&row, measure(|| url::to_string(black_box(&urns), Context::Query)), measure(|| by_hand::list(black_box(&texts))));

    let search = search();
    let nested = url::to_string(&search, Context::Query);
    assert_eq!(nested, by_hand::criteria(&search));
    let row = format!("10 write a nested search, {} B", nested.len());
    report(&row, measure(|| url::to_string(black_box(&search), Context::Query)), measure(|| by_hand::criteria(black_box(&search))));

    let key = ComplexKey {
        key: Rating {
            shop: TypedUrn::new("x y"),
            product: 123_456_789,
            note: "a fairly long note (which is escaped), 'really': 100%".to_owned(),
        },
        params: Some(Params { locale: "en,US".to_owned() }),
    };
    let text = url::to_string(&key, Context::Path);
    assert_eq!(text, by_hand::rating(&key));
    let row = format!("10 write a complex key, {} B", text.len());
    report(&row, measure(|| url::to_string(black_box(&key), Context::Path)), measure(|| by_hand::rating(black_box(&key))));

    speed("11 read List(100 URNs) to typed values", &list, &mut Vec::<TypedUrn<Person>>::empty());
    speed("11 read the same to strings", &list, &mut Vec::<String>::empty());
    speed("11 read the nested search to typed values", &nested, &mut Criteria::empty());
}

fn search() -> Criteria {
    let values = |start: &str, count: usize| Values { values: (0..count).map(|n| format!("{start}{n:07}")).collect() };
    Criteria {
        status: Some(values("ACTIVE_", 4)),
        account: Some(values("urn:li:sponsoredAccount:5", 20)),
        name: Some(values("a name, or two (maybe) ", 8)),
        labels: (0..3).map(|n| (format!("label {n}"), values("v:", 3))).collect(),
        test: Some(false),
    }
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

fn report(row: &str, ours: f64, peer: f64) {
    println!("{row:<60} {ours:>7.0} ns, by hand {peer:>7.0} ns, ratio {:.2}", ours / peer);
}

fn speed(row: &str, text: &str, into: &mut dyn Data) {
    let ours = measure(|| url::read(black_box(text), into).is_ok());
    #[allow(clippy::cast_precision_loss, reason = "a few thousand octets")]
    let gigabytes = text.len() as f64 / ours;
    println!("{row:<60} {ours:>7.0} ns, {gigabytes:.2} GB/s");
}

/// The peer: no shared code, no sorting, names known.
mod by_hand {
    use super::{ComplexKey, Criteria, Params, Rating, Values};

    const HEX: &[u8; 16] = b"0123456789ABCDEF";

    fn escape(text: &str, keep: &[bool; 256], out: &mut String) {
        let mut start = 0;
        for (at, &b) in text.as_bytes().iter().enumerate() {
            if !keep[usize::from(b)] {
                out.push_str(&text[start..at]);
                out.push('%');
                out.push(char::from(HEX[usize::from(b >> 4)]));
                out.push(char::from(HEX[usize::from(b & 15)]));
                start = at + 1;
            }
        }
        out.push_str(&text[start..]);
    }

    const fn kept(extra: &[u8]) -> [bool; 256] {
        let mut keep = [false; 256];
        let mut b = 0;
        while b < 128 {
            #[allow(clippy::cast_possible_truncation, reason = "below 128")]
            let octet = b as u8;
            keep[b] = octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'.' | b'_' | b'~');
            b += 1;
        }
        let mut n = 0;
        while n < extra.len() {
            keep[extra[n] as usize] = true;
            n += 1;
        }
        keep
    }

    const QUERY: [bool; 256] = kept(b"!$*;@/?");
    const PATH: [bool; 256] = kept(b"!$&*+=@");

    pub(crate) fn list<T: AsRef<str>>(items: &[T]) -> String {
        let mut out = String::with_capacity(items.len() * 48);
        write_list(items, &mut out);
        out
    }

    fn write_list<T: AsRef<str>>(items: &[T], out: &mut String) {
        out.push_str("List(");
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            escape(item.as_ref(), &QUERY, out);
        }
        out.push(')');
    }

    fn write_values(values: &Values, out: &mut String) {
        out.push_str("(values:");
        write_list(&values.values, out);
        out.push(')');
    }

    pub(crate) fn criteria(search: &Criteria) -> String {
        let mut out = String::with_capacity(2048);
        out.push('(');
        if let Some(account) = &search.account {
            out.push_str("account:");
            write_values(account, &mut out);
        }
        out.push_str(",labels:(");
        for (index, (key, values)) in search.labels.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            escape(key, &QUERY, &mut out);
            out.push(':');
            write_values(values, &mut out);
        }
        out.push(')');
        for (name, values) in [(",name:", &search.name), (",status:", &search.status)] {
            if let Some(values) = values {
                out.push_str(name);
                write_values(values, &mut out);
            }
        }
        if let Some(test) = search.test {
            out.push_str(if test { ",test:true" } else { ",test:false" });
        }
        out.push(')');
        out
    }

    pub(crate) fn rating(key: &ComplexKey<Rating, Params>) -> String {
        let mut out = String::with_capacity(256);
        out.push('(');
        if let Some(params) = &key.params {
            out.push_str("$params:(locale:");
            escape(&params.locale, &PATH, &mut out);
            out.push_str("),");
        }
        out.push_str("note:");
        escape(&key.key.note, &PATH, &mut out);
        out.push_str(",product:");
        out.push_str(&key.key.product.to_string());
        out.push_str(",shop:");
        escape(key.key.shop.as_str(), &PATH, &mut out);
        out.push(')');
        out
    }
}
