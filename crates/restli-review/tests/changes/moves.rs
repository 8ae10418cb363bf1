//! Changes of the shop's schema in two places: parts that have another name, and parts that move.

/// Parts that have another name on the wire, and the same one in Rust: texts in one file, each with the one that takes its place.
pub(crate) const RENAMES: &[(&str, &[(&str, &str)])] = &[
    ("wares.yaml", &[("  slots: {", "  places: {rust: slots, ")]),
    ("wares.yaml", &[("  Found: {", "  Told: {rust: Found, "), ("metadata: Found", "metadata: Told")]),
    ("api.yaml", &[("  daily: {", "  each_day: {rust: DAILY, "), ("quotas: [daily]", "quotas: [each_day]")]),
    ("api.yaml", &[("  yearly: {", "  annual: {rust: YEARLY, ")]),
    ("api.yaml", &[("  twin: {", "  double: {rust: TWIN, ")]),
    ("api.yaml", &[("  CLERK: {", "  SELLER: {rust: CLERK, ")]),
    ("wares.yaml", &[("alt_keys: {code: string}", "alt_keys: {number: {type: string, rust: code}}")]),
    ("wares.yaml", &[("keywords: string, tone?: Tone", "keywords: string, mood?: {type: Tone, rust: tone}")]),
    ("wares.yaml", &[("LOUD: A loud tone.", "NOISY: {doc: A loud tone., rust: Loud}")]),
    ("wares.yaml", &[("size?: {type: int, default: 3}", "extent?: {type: int, default: 3, rust: size}")]),
    ("wares.yaml", &[("{home: string, work: string}", "{house: {type: string, rust: Home}, work: string}")]),
    ("wares.yaml", &[("  SOLD: {", "  GONE: {rust: Sold, ")]),
    ("wares.yaml", &[("ware: urn:ware, shelf: long}", "good: {type: \"urn:ware\", rust: ware}, shelf: long}")]),
    ("wares.yaml", &[("go: {on: entity", "went: {rust: go, on: entity")]),
    ("api.yaml", &[("  sound: {", "  noise: {rust: SOUND, ")]),
];

/// Parts that move from the product `wares` to `more`: the text there; the text here, and the one that takes its place.
pub(crate) const MOVES: &[(&str, &str, &str)] = &[
    (
        "  SLIP: {body: Slip, each: items, id: [number]}\n",
        "resources:\n",
        "events:\n  SLIP: {body: wares.Slip, each: items, id: [number]}\nresources:\n",
    ),
    ("  Grams: {is: int}\n", "types:\n", "types:\n  Grams: {is: int}\n"),
    (
        "  slots: {collection: Person, key: Slot, methods: {get: }}\n",
        "resources:\n",
        "resources:\n  slots: {collection: wares.Person, key: wares.Slot, methods: {get: }}\n",
    ),
];
