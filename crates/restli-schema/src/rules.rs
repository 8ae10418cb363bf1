//! The rules of the schema language, each with its id and a sentence.

macro_rules! rules {
    ($($name:ident = $id:literal, $doc:literal;)*) => {
        $(#[doc = $doc] pub const $name: &str = $id;)*

        /// Every rule: id and sentence, sorted by id.
        pub const RULES: &[(&str, &str)] = &[$(($id, $doc),)*];
    };
}

rules! {
    SYNTAX = "RL0101", "A file is valid YAML.";
    REPEATED_KEY = "RL0102", "A key stands once in a mapping, and once in the files that an API shares.";
    SHARING = "RL0103", "Anchors, aliases, tags and merge keys are not used: what is shared has a name.";
    SECOND_DOCUMENT = "RL0104", "A file holds one YAML document.";
    TOO_BIG = "RL0105", "A file stays within 4 MiB, 200,000 nodes, 48 levels and 64 KiB per text, a sample within 64 KiB, and includes within 32 levels.";
    COMPLEX_KEY = "RL0106", "A key of a mapping is a text.";
    FILES = "RL0107", "An API is an `api.yaml`, a folder `api` of files, or both, and a `.yaml` file or a folder of them per product.";
    COMMENT = "RL0108", "A comment behind a value has a blank after its `#`: without one it looks like a part of the text (a warning).";
    LOOK_ALIKE = "RL0109", "The letters of a name are of one script where others look the same (a warning).";

    UNKNOWN_KEY = "RL0201", "A mapping has no keys but those of the language.";
    MISSING_KEY = "RL0202", "A mapping has all the keys that it needs.";
    WRONG_KIND = "RL0203", "A value is of the kind that its key asks for: text, list or mapping.";
    UNKNOWN_WORD = "RL0204", "Where the language lists words, one of them is used.";
    MALFORMED = "RL0205", "Numbers, dates, `true`/`false`, addresses and windows are written as the language says, and without invisible characters.";
    EXCLUSIVE = "RL0206", "Keys that exclude each other do not stand together.";
    NO_VALUE = "RL0207", "A value that is needed is not omitted, and a list or mapping is not empty where that would say nothing.";

    UNKNOWN_TYPE = "RL0301", "A type that is used is declared.";
    UNKNOWN_URN = "RL0302", "A URN type that is used is declared under `urns`.";
    UNKNOWN_PERMISSION = "RL0303", "A permission that is used is declared under `permissions`.";
    UNKNOWN_QUOTA = "RL0304", "A quota that is used is declared under `quotas`.";
    UNKNOWN_ERROR = "RL0305", "An error that is used is declared under `errors`.";
    UNKNOWN_MEDIA = "RL0306", "A media rule that is used is declared under `media`.";
    UNKNOWN_BASE = "RL0307", "A base that is used is declared under `bases`.";
    UNKNOWN_FAMILY = "RL0308", "A version family that is used is declared under `versions`.";
    UNKNOWN_VERSION = "RL0309", "A version that is used is one that its family released.";
    UNKNOWN_FIELD = "RL0310", "A field that is named exists.";
    RETIRED_PERMISSION = "RL0311", "What can be called needs a permission that is still granted, or names what to call instead (a warning).";
    AMBIGUOUS_TYPE = "RL0312", "A type name that several products declare is written with its product or namespace.";
    UNKNOWN_SOURCE = "RL0313", "A source is declared under `sources`, or is an address.";
    UNKNOWN_ROLE = "RL0314", "A role that is used is declared under `roles`.";
    UNKNOWN_RESOURCE = "RL0315", "`same_as` names a resource beside it, and `without` methods of that one that no method taken over needs.";

    TYPE_SYNTAX = "RL0401", "A type is written as the language says.";
    TYPE_CYCLE = "RL0402", "A type that is another name does not stand for itself, nor for more than 64 names in a row; a URN does not hold one of its own type.";
    INCLUDE_CYCLE = "RL0403", "A record does not include itself.";
    INCLUDE_TARGET = "RL0404", "Only records are included.";
    SELF_REQUIRED = "RL0405", "A record does not hold itself in a field that is always there, nor in a default: no value would have an end.";
    UNION_MEMBER = "RL0406", "The members of a union can be told apart, and none is a union.";
    BAD_DEFAULT = "RL0407", "A default is a value of its type.";
    OPTIONAL_HERE = "RL0408", "A question mark stands only where a value may be absent.";
    REPEATED_FIELD = "RL0409", "A wire name stands once in a record, an enum, a parameter list, or the events of an API, and nothing stands twice in a list of names or numbers.";
    DECORATION = "RL0410", "Only URNs are decorated, by records.";
    TEXT_FORMAT = "RL0411", "A text format belongs to a string and has one escape character.";
    NOT_A_RECORD = "RL0412", "Where a record is needed, a record is named.";
    REPEATED_TYPE = "RL0413", "A full type name stands for one type, and none takes the name of a primitive or `null`.";
    UNSENT_FIELD = "RL0414", "A field that an answer may lack may be absent.";
    TIME = "RL0415", "A point in time is a long.";
    MAP_KEY = "RL0416", "The keys of a map are texts: strings, whole numbers, enums or URNs.";
    PARAM_FORM = "RL0417", "A parameter in the form of create is a record that some resource creates in a form of its own.";
    UNUSED_SHARED_TYPE = "RL0418", "A type of `api.yaml` that holds types of a product is used by a product, with which it is compiled.";

    RESOURCE_KIND = "RL0501", "A set of actions has no keys that speak of an entity.";
    METHOD_KIND = "RL0502", "A method is one that its kind of resource has.";
    KEY = "RL0503", "A resource has the key that its kind needs, and finders take some of the parts of an association's key.";
    KEY_TYPE = "RL0504", "A key is of a type that a path can carry.";
    RESERVED_PARAMETER = "RL0505", "A query parameter does not take a name of the protocol.";
    BATCH_FINDER = "RL0506", "A batch finder names the parameter that lists its criteria: an array of records.";
    REPEATED_URL = "RL0507", "Two methods do not answer to the same request.";
    PATH = "RL0508", "A path starts with a slash, its placeholders are the keys of the resources above, each once, and it does not begin with the path of its base (a warning).";
    FIELD_LISTS = "RL0509", "Fields in `read_only`, `create_only` and `required` stand there once and do not contradict each other.";
    PAGING = "RL0510", "Paging names a field of `metadata` and parameters that nothing else takes; pages have sizes that are possible.";
    MISSING_BASE = "RL0511", "A resource has a base; where there are several, it says which is its own.";
    ACTOR = "RL0512", "The path of an actor leads to a URN.";
    FIRST_CALL = "RL0513", "One method of a product is its first call.";
    EVENT = "RL0514", "The fields that tell an event are texts, numbers or URNs, its time is one, and several events in one body are an array of records.";
    LOOK = "RL0515", "What shows the creations of a resource is a finder, `get_all` or `get` of it, and parameters of the finder take fields that create sends, of their own kind.";
    UPLOAD = "RL0516", "The steps of an upload are fields of the answer that begins it, an action of the resource, and words of the entity's state.";
    CLAIM = "RL0517", "One error answers in a situation: the first entry with it in `when`, or another one in `errors` of the method.";

    VERSION_ORDER = "RL0601", "`since` comes before `until`, and a version that is a date does not end before it.";
    VERSION_FAMILY = "RL0602", "The pinned version is one of the released ones.";

    PROJECTION = "RL0701", "A named projection is well formed and selects what exists.";

    // The generator handles names whose adaptation depends on the name alone: `type` becomes `r#type`, `self`
    // becomes `self_`, `Option` becomes `OptionType`. A number (`name`, `name2`) would not be foreseeable.
    COLLISION = "RL0801", "Names that stand side by side differ in Rust, too, without numbers: fields, symbols, members, types and projections of a product and what a client makes of them, URN types, products, resources, methods, parameters, and the names that every client has.";
    NO_IDENTIFIER = "RL0802", "A name can be turned into an identifier, or `rust:` gives one.";
    BAD_RUST_NAME = "RL0803", "A name given with `rust:` is an identifier, in the case that Rust has for names of its kind.";

    SAMPLE = "RL0901", "A sample is named after its operation or type, and is what the end of its name says: a request with path, query, body and values of its operation, an answer, JSON. Neither its name nor a member of an object stands twice.";
}
