//! The data files of the suite through the generated types.

use restli_client::core::data::Data;
use restli_client::core::{Json, json};
use testsuite_client::testsuite::{ComplexTypes, Defaults, Enums, Fixed, Includes, Optionals, Primitives, TyperefsRecord};

use super::suite;

/// Members of the files that the schemas do not have. They are passed over (`docs/protocol.md §4`).
const NOT_IN_THE_SCHEMA: &[(&str, &str)] = &[("data/complex-types.json", "mapWithProps"), ("data/primitives.json", "primitiveFixed")];

#[test]
fn data_of_a_schema_comes_out_as_it_went_in() {
    for test in suite::manifest().schema_test_data {
        let again: fn(&[u8]) -> Vec<u8> = match test.schema.as_str() {
            "testsuite.Primitives" => again::<Primitives>,
            "testsuite.ComplexTypes" => again::<ComplexTypes>,
            "testsuite.Enums" => again::<Enums>,
            "testsuite.Fixed" => again::<Fixed>,
            "testsuite.TyperefsRecord" => again::<TyperefsRecord>,
            "testsuite.Includes" => again::<Includes>,
            "testsuite.Defaults" => again::<Defaults>,
            "testsuite.Optionals" => again::<Optionals>,
            other => panic!("no type for `{other}`"),
        };
        let got = again(&suite::read(&test.data));
        let mut expected: Json = serde_json::from_slice(&suite::read(test.with_fixup.as_ref().unwrap_or(&test.data))).expect("JSON");
        for (file, member) in NOT_IN_THE_SCHEMA {
            if *file == test.data {
                assert!(expected.as_object_mut().expect("an object").remove(*member).is_some(), "{file} has no `{member}`");
            }
        }
        let got: Json = serde_json::from_slice(&got).expect("JSON");
        assert_eq!(got, expected, "{} as {}", test.data, test.schema);
    }
}

#[test]
fn data_without_a_schema_comes_out_as_it_went_in() {
    for test in suite::manifest().json_test_data {
        let text = suite::read(&test.data);
        let expected: Json = serde_json::from_slice(&text).expect("JSON");
        let got: Json = serde_json::from_slice(&again::<Json>(&text)).expect("JSON");
        assert_eq!(got, expected, "{}", test.data);
    }
}

/// The value, read and written, twice.
fn again<T: Data + PartialEq + std::fmt::Debug>(text: &[u8]) -> Vec<u8> {
    let value: T = json::from_slice(text).unwrap_or_else(|error| panic!("{}: {error}", String::from_utf8_lossy(text)));
    let written = json::to_vec(&value);
    assert_eq!(json::from_slice::<T>(&written).expect("what was written"), value);
    written
}
