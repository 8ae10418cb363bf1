//! Input that is too large, too deep or too clever is refused, quickly and without falling over.

use std::fmt::Write as _;

use super::{broken, product};
use crate::{rules, work};

/// Far more steps per byte of input than any of these needs; work that grows with the square of the input needs thousands.
const STEPS_PER_BYTE: u64 = 10;

fn nested(open: &str, close: &str, levels: usize) -> String {
    format!("product: things\nx: {}{}\n", open.repeat(levels), close.repeat(levels))
}

fn indented(levels: usize) -> String {
    (0..levels).fold("product: things\nx:\n".to_owned(), |text, level| text + &" ".repeat(level + 1) + "a:\n")
}

/// A billion laughs: each name stands for two of the one before.
fn laughs() -> String {
    let mut text = "product: things\nx:\n  a0: &a0 ha\n".to_owned();
    for level in 1..40 {
        let _ = writeln!(text, "  a{level}: &a{level} [*a{0}, *a{0}]", level - 1);
    }
    text
}

fn types(count: usize, body: impl Fn(usize) -> String) -> String {
    let mut text = "product: things\ntypes:\n".to_owned();
    for number in 0..count {
        let _ = writeln!(text, "  T{number}: {}", body(number));
    }
    text
}

#[test]
fn input_beyond_a_limit_is_refused() {
    let below = |number: usize| number.saturating_sub(1);
    let cases: Vec<(&str, String, &[&str])> = vec![
        ("a file of 100 MB", format!("product: {}", "a".repeat(100 << 20)), &[rules::TOO_BIG]),
        ("a text of 100 kB", format!("product: things\ndoc: {}\n", "a".repeat(100 << 10)), &[rules::TOO_BIG]),
        ("100,000 open brackets", nested("[", "", 100_000), &[rules::TOO_BIG]),
        ("100,000 brackets", nested("[", "]", 100_000), &[rules::TOO_BIG]),
        ("100,000 open braces", nested("{a: ", "", 100_000), &[rules::TOO_BIG]),
        ("100,000 dashes in a column", nested("\n- ", "", 100_000), &[]),
        ("100,000 dashes in a line", "- ".repeat(100_000), &[rules::TOO_BIG]),
        ("1,000 levels of indentation", indented(1_000), &[rules::TOO_BIG]),
        ("100,000 questions", "? ".repeat(100_000), &[rules::COMPLEX_KEY]),
        ("a type of 20,000 brackets", types(1, |_| format!("{{is: \"{}\"}}", "[".repeat(20_000))), &[rules::TYPE_SYNTAX]),
        ("a billion laughs", laughs(), &[rules::SHARING]),
        ("300,000 nodes", format!("product: things\nx: [{}]\n", "a,".repeat(300_000)), &[rules::TOO_BIG]),
        (
            "20,000 names for names",
            types(20_000, |number| format!("{{is: T{}}}", number + 1)) + "  T20000: {is: int}\n",
            &[rules::TYPE_CYCLE],
        ),
        ("20,000 names in a circle", types(20_000, |number| format!("{{is: T{}}}", (number + 1) % 20_000)), &[rules::TYPE_CYCLE]),
        (
            "20,000 records, each including the one before",
            types(20_000, |number| format!("{{with: [T{}]}}", below(number))),
            &[rules::TOO_BIG, rules::INCLUDE_CYCLE],
        ),
        (
            "20,000 records, each needing the next",
            types(20_000, |number| format!("{{fields: {{a: T{}}}}}", (number + 1) % 20_000)),
            &[rules::SELF_REQUIRED],
        ),
        (
            "30 records, each including two that include the same two",
            types(60, |number| match number {
                0 | 1 => format!("{{fields: {{f{number}: int}}}}"),
                _ => format!("{{with: [T{}, T{}]}}", number / 2 * 2 - 2, number / 2 * 2 - 1),
            }),
            &[rules::REPEATED_FIELD],
        ),
        ("2,000 misspelt types", types(2_000, |_| "{fields: {a: strng}}".to_owned()), &[rules::UNKNOWN_TYPE]),
        (
            "a circle through an array, decorated",
            "product: things\ntypes:\n  A: {is: \"[A]\"}\n  R: {fields: {a: {type: A, decorates: R}}}\n".to_owned(),
            &[rules::TYPE_CYCLE],
        ),
    ];
    for (name, text, expected) in cases {
        let allowed = STEPS_PER_BYTE * text.len() as u64;
        work::take();
        let found = broken(product(text));
        let steps = work::take();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(found, expected, "{name}");
        assert!(steps < allowed, "{name} took {steps} steps, more than {allowed}");
    }
}

#[test]
fn a_large_schema_that_keeps_to_the_limits_loads() {
    let text = types(20_000, |number| format!("{{fields: {{id: long, next?: T{}}}}}", (number + 1) % 20_000));
    assert_eq!(broken(product(text)), Vec::<&str>::new());
}

#[test]
fn a_report_of_thousands_of_problems_shows_the_first_ones() {
    let text = types(2_000, |number| format!("{{is: Unknown{number}}}"));
    let report = product(text).expect_err("unknown types").render(false);
    assert!(
        report.contains("and 1900 more") && report.ends_with("2000 errors in 1 file\n"),
        "{}",
        report.get(report.len() - 200..).unwrap_or_default()
    );
}
