//! The meaning of the YAML: texts stay texts, rules are inherited, names and paths are completed.

use super::{broken, product};
use crate::api::{Api, Key, Method, Paging, ProjectionStyle, Requirement, ResourceMethod, Type, TypeKind};
use crate::load_texts;
use serde_json::json;

fn load(text: &str) -> Api {
    product(text).unwrap_or_else(|report| panic!("{}", report.render(false))).api
}

#[test]
fn texts_stay_as_written() {
    let api = load(
        "product: things
types:
  Odd: {enum: [NO, 'null', '1e3', '0x1F', yes, 2026-01-01]}
  Thing: {fields: {a: string = NO, b: string = \"null\", c: string = 1e3, d: Odd = null, e: any = 1e3, f: {type: '[string]', default: [no, '~', 0o7]}}}
",
    );
    let TypeKind::Enum(symbols) = &api.types[0].kind else { panic!("an enum") };
    let symbols: Vec<&str> = symbols.iter().map(|symbol| symbol.name.wire.as_str()).collect();
    assert_eq!(symbols, ["NO", "null", "1e3", "0x1F", "yes", "2026-01-01"]);
    let TypeKind::Record(record) = &api.types[1].kind else { panic!("a record") };
    let defaults: Vec<_> = record.fields.iter().filter_map(|field| field.default.clone()).collect();
    assert_eq!(defaults, [json!("NO"), json!("null"), json!("1e3"), json!("null"), json!(1000.0), json!(["no", "~", "0o7"])]);
}

/// Permissions, quotas and styles of each call of an API whose levels all say something.
#[test]
fn the_nearest_rule_wins() {
    let api = "api: test
bases:
  plain: {url: 'https://api.example.com', path: /v2, projection: decorated}
  dated: {url: 'https://api.example.com', path: /rest, versions: monthly}
versions:
  monthly: {header: Api-Version, pinned: 202602, released: {202601: , 202602: , 202603: }}
permissions: {one: , two: , three: }
quotas: {a: {limit: 1, window: day, scope: app}, b: {limit: 1, window: day, scope: member}}
rules: {permissions: [one], quotas: a, base: dated, since: 202601}
"
    .replace("one: , two: , three: ", "one: {}, two: {}, three: {}");
    let inherits = "product: inherits
types: {Thing: {fields: {id: long, secret?: {type: string, permissions: [three]}}}}
resources:
  things: {collection: Thing, key: {thingId: long}, methods: {get: , delete: {permissions: public, quotas: [], until: 202603}}}
";
    let states = "product: states
rules: {permissions: [two], projection: required}
types: {Other: {fields: {id: long}}}
resources:
  others:
    collection: Other
    base: plain
    key: {otherId: long}
    quotas: [a, b]
    methods: {get: , create: {permissions: {all_of: [one, three]}}, get_all: {projection_style: flat, projection: free}}
    sub:
      parts: {collection: Other, key: {partId: long}, projection: none, methods: {get: }}
";
    let loaded = load_texts([("api.yaml", api.as_str()), ("a.yaml", inherits), ("b.yaml", states)]);
    let api = loaded.unwrap_or_else(|report| panic!("{}", report.render(false))).api;
    let needs = |requirement: &Requirement| format!("{requirement:?}").replace("PermissionId", "");
    let mut told = Vec::new();
    for resource in &api.resources {
        for method in &resource.methods {
            told.push(format!(
                "{}.{}: {} quotas {} {:?}{} {:?}..{:?}",
                resource.name.wire,
                method.name.wire,
                needs(&method.requirement),
                method.quotas.len(),
                method.projection,
                if method.projection_required { " required" } else { "" },
                method.since,
                method.until,
            ));
        }
    }
    let expected = [
        "things.get: Scope((0)) quotas 1 Restli Some(202601)..None",
        "things.delete: Public quotas 0 Restli Some(202601)..Some(202603)",
        "others.get: Scope((1)) quotas 2 Decorated required None..None",
        "others.create: AllOf([Scope((0)), Scope((2))]) quotas 2 Decorated None..None",
        "others.get_all: Scope((1)) quotas 2 Flat None..None",
        "parts.get: Scope((1)) quotas 2 None None..None",
    ];
    assert_eq!(told, expected);
    let TypeKind::Record(record) = &api.types[0].kind else { panic!("a record") };
    assert_eq!(record.fields.iter().filter(|field| field.requirement.is_some()).count(), 1);
}

#[test]
fn keys_and_paths_are_completed() {
    let api = load(
        "product: things
types:
  Thing: {fields: {id: long}}
  Pair: {fields: {shop: string, number: long}}
  Stamp: {is: long}
resources:
  things:
    collection: Thing
    key: Stamp
    methods: {get: }
    sub:
      current: {simple: Thing, methods: {get: }, sub: {parts: {collection: Thing, key: {partId: long}, methods: {get: }}}}
      elsewhere: {collection: Thing, path: '/by/{thingsId}/elsewhere', key: Pair, key_params: Thing, methods: {get: }}
  grants:
    association: Thing
    key: {person: string, thing: long}
    path: /all/grants
    finders: {person: {keys: [person], paging: token}}
    sub: {grants: {association: Thing, key: {from: string, to: long}, methods: {get: }}}
",
    );
    let told: Vec<String> = (api.resources.iter())
        .map(|resource| {
            let key = match &resource.key {
                None => "no key".to_owned(),
                Some(Key::Simple(param)) => param.name.wire.clone(),
                Some(Key::Compound { name, parts }) => format!("{} of {}", name.wire, parts.len()),
                Some(Key::Complex { name, params, .. }) => format!("{} with {}", name.wire, params.iter().count()),
            };
            format!("{} {key}", resource.path)
        })
        .collect();
    let expected = [
        "/things thingsId",
        "/things/{thingsId}/current no key",
        "/things/{thingsId}/current/parts partId",
        "/by/{thingsId}/elsewhere elsewhereId with 1",
        "/all/grants grantsId of 2",
        "/all/grants/{grantsId}/grants grantsId2 of 2",
    ];
    assert_eq!(told, expected);
    let finder = &api.resources[4].methods[0];
    assert_eq!((finder.kind, finder.keys.as_slice()), (ResourceMethod::Finder, &["person".to_owned()][..]));
    assert!(matches!(&finder.paging, Some(Paging::Token { token_field, .. }) if token_field == "nextPageToken"));
    assert_eq!(finder.projection, ProjectionStyle::Restli);
}

/// Every way to write a type, where YAML sees a text, a sequence or a mapping.
#[test]
fn a_type_is_written_the_same_way_everywhere() {
    let api = load(
        "product: things
types:
  Thing:
    fields:
      a: [long]
      b: \"[long]\"
      c: {type: [long]}
      d: [[long]]
      e: {string: [long]}
      f: \"{string: [long]}\"
      g: {type: {string: [long]}}
      h: {type: '{string: [long]}', doc: Long.}
      i: {long: [long]}
      j: '{long: [long]}'
      k: {type: {long: [long]}, doc: By number.}
  Lists: {is: [long]}
  Maps: {is: {string: long}}
resources:
  tools: {actions: {sum: {params: {all: [long], by: {string: [long]}}, returns: [long]}}}
",
    );
    let TypeKind::Record(record) = &api.types[0].kind else { panic!("a record") };
    let list = || Type::Array(Box::new(Type::Long));
    let map = || Type::Map(Box::new(Type::String), Box::new(list()));
    let types: Vec<Type> = record.fields.iter().map(|field| field.ty.clone()).collect();
    let by_number = || Type::Map(Box::new(Type::Long), Box::new(list()));
    let lists = [list(), list(), list(), Type::Array(Box::new(list()))];
    assert_eq!(types, [lists.as_slice(), &[map(), map(), map(), map(), by_number(), by_number(), by_number()]].concat());
    assert!(matches!(&api.types[1].kind, TypeKind::Typeref(target) if *target == list()));
    assert!(matches!(&api.types[2].kind, TypeKind::Typeref(target) if *target == Type::Map(Box::new(Type::String), Box::new(Type::Long))));
    let sum = &api.resources[0].methods[0];
    assert_eq!((&sum.params[0].ty, &sum.params[1].ty, sum.returns.as_ref().map(|result| &result.ty)), (&list(), &map(), Some(&list())));
}

#[test]
fn default_of_a_bare_union_is_of_the_member_that_it_fits() {
    let api = load(
        "product: things
types:
  Locale: {fields: {language: string}}
  Spoken: {union: [string, long, bool, Locale, [long]], bare: true}
  Thing:
    fields:
      all: {type: [Spoken], default: [en, '7', 7, true, {language: de}, [1]]}
",
    );
    let TypeKind::Record(record) = &api.types[2].kind else { panic!("a record") };
    let expected = serde_json::json!(["en", "7", 7, true, {"language": "de"}, [1]]);
    assert_eq!(record.fields[0].default, Some(expected));
    let text = "product: things\ntypes:\n  Size: {union: [long, [long]], bare: true}\n  Thing: {fields: {size: Size = large}}\n";
    assert_eq!(broken(product(text)), ["RL0407"]);
}

/// Types without a name stand behind the one that holds them, those of no type at the end of their file.
#[test]
fn types_that_were_named_stand_where_they_belong() {
    let api = "api: test\nnamespace: com.example\nbases: {main: {url: 'https://a.example.com'}}\nurns: {a: , b: }\ntypes:\n  First: {fields: {who: urn:a | urn:b}}\n";
    let one = "product: one\ntypes:\n  Thing: {fields: {content: {union: {text: string, more: {union: [int, First]}}}, who: urn:a | urn:b}}\n  Other: {fields: {id: long}}\n\
               resources: {tools: {actions: {say: {params: {what: {union: [int, string]}}}}}}\n";
    let two = "product: two\ntypes:\n  Last: {fields: {id: long}}\n";
    let nested = load_texts([("api.yaml", api), ("one.yaml", one), ("two.yaml", two)]);
    assert_eq!(broken(nested), ["RL0406"], "a union in a union");
    let one = one.replace("{union: [int, First]}", "First");
    let api = load_texts([("api.yaml", api), ("one.yaml", &one), ("two.yaml", two)])
        .unwrap_or_else(|report| panic!("{}", report.render(false)))
        .api;
    let names: Vec<&str> = api.types.iter().map(|def| def.name.wire.as_str()).collect();
    assert_eq!(names, ["First", "AOrBUrn", "Thing", "ThingContent", "Other", "ToolsSayWhat", "Last"]);
    let TypeKind::Record(thing) = &api.types[2].kind else { panic!("a record") };
    let held: Vec<&str> = (thing.fields.iter())
        .map(|field| match field.ty {
            Type::Named(id) => api[id].name.wire.as_str(),
            _ => "",
        })
        .collect();
    assert_eq!(held, ["ThingContent", "AOrBUrn"]);
}

#[test]
fn the_hash_follows_the_meaning_not_the_layout() {
    let hash = |text: &str| load(text).hash;
    let text = "product: things\ntypes:\n  Thing: {doc: A thing., fields: {id: long, tags: {type: [string], default: [a]}}}\n";
    let same = "# A comment.\nproduct: things\n\ntypes:\n  Thing:\n    doc: >-\n      A\n      thing.\n    fields:\n      id: long\n      tags: '[string] = [\"a\"]'\n";
    assert_eq!(hash(text), hash(same));
    for (old, new) in [("thing.", "thing!"), ("long", "int"), ("id", "ID"), ("[a]", "[b]"), ("id: long", "id?: long")] {
        assert_ne!(hash(text), hash(&text.replace(old, new)), "{new}");
    }
}

#[test]
fn places_are_lines_and_columns_of_characters() {
    let report = product("product: things\ntypes:\n  Thing: {doc: größe — 名, fields: {a: Nothing}}\n").expect_err("an unknown type");
    let text = report.render(false);
    assert!(text.contains("product.yaml:3:39\n"), "{text}");
    assert_eq!(report.sources.place(report.diagnostics[0].span), "product.yaml:3:39");
}

#[test]
fn methods_that_another_resource_shares_leave_versions_and_retirement_there() {
    let api = "api: test\nnamespace: com.example\nversions: {monthly: {header: V, pinned: 202602, released: {202601: , 202602: }}}\n\
               bases: {main: {url: 'https://a.example.com'}, dated: {url: 'https://b.example.com', projection: flat, versions: monthly}}\n";
    let product = "product: things
types: {A: {fields: {k: long}}}
resources:
  a:
    collection: A
    key: {k: long}
    base: dated
    methods: {get: {since: 202602, retired: 2026-01-01, replaced_by: b.get, params: {p?: {type: long, since: 202602}}}}
    finders: {f: {deprecated: Old., projection_style: decorated}}
  b: {same_as: a, base: main}
";
    let loaded = load_texts([("api.yaml", api), ("things.yaml", product)]).unwrap_or_else(|report| panic!("{}", report.render(false)));
    let [a, b] = loaded.api.resources() else { panic!("two resources") };
    let said = |method: &Method| (method.since, method.retired.clone(), method.deprecated.clone(), method.replaced_by.clone());
    let none = (None, None, None, None);
    assert_eq!(said(&a.methods[0]), (Some(202_602), Some("2026-01-01".to_owned()), None, Some("b.get".to_owned())));
    assert_eq!(b.methods.iter().map(said).collect::<Vec<_>>(), [none.clone(), none]);
    assert_eq!((b.methods[0].params.len(), b.methods[0].params[0].since), (1, None));
    assert_eq!(b.methods[1].projection, ProjectionStyle::Restli);
}

#[test]
fn key_that_a_resource_gives_itself_takes_the_place_of_that_of_the_other_one() {
    let api = "api: test\nbases: {main: {url: 'https://a.example.com'}, dated: {url: 'https://b.example.com'}}\n";
    let product = "product: things
types: {A: {fields: {k: long, made: long}}}
resources:
  a: {collection: A, key: {k: long}, base: main, read_only: [made], methods: {get: }}
  b: {same_as: a, base: dated, key: {name: string}, path: /others, read_only: [k]}
";
    let loaded = load_texts([("api.yaml", api), ("things.yaml", product)]).unwrap_or_else(|report| panic!("{}", report.render(false)));
    let [a, b] = loaded.api.resources() else { panic!("two resources") };
    assert_eq!((a.entity, a.methods.len()), (b.entity, b.methods.len()));
    assert_eq!((b.method_path(&b.methods[0]).as_str(), &b.read_only[..]), ("/others/{name}", &["k".to_owned()][..]));
}
