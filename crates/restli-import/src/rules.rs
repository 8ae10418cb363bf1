//! The rules for imported files, each with its id and a sentence.

macro_rules! rules {
    ($($name:ident = $id:literal, $doc:literal;)*) => {
        $(#[doc = $doc] pub const $name: &str = $id;)*

        /// Every rule: id and sentence, sorted by id.
        pub const RULES: &[(&str, &str)] = &[$(($id, $doc),)*];
    };
}

rules! {
    SYNTAX = "RI0101", "A file is written as its format says.";
    TOO_BIG = "RI0102", "A file stays within 16 MiB, a million values and 100 levels.";
    REPEATED_KEY = "RI0103", "A key stands once in an object, a property once at its owner.";
    FILE_KIND = "RI0104", "A file is `.pdl`, `.pdsc`, `.restspec.json` or `.snapshot.json`.";
    WRONG_KIND = "RI0105", "A value is of the kind that its key asks for.";
    MISSING_KEY = "RI0106", "An object has all the keys that it needs.";

    NAME = "RI0201", "A name is letters, digits and `_`, and does not start with a digit.";
    REPEATED_TYPE = "RI0202", "A full type name or alias stands for one type.";
    UNKNOWN_TYPE = "RI0203", "A type that is used is among the imported files, and can be read.";
    IMPORT = "RI0204", "An import has a simple name that nothing else in the file has.";
    UNREACHABLE = "RI0205", "A file declares a type that others can refer to.";
    COMMENT = "RI0206", "`/**/` is no empty comment in PDL: it opens a doc comment.";

    TYPE = "RI0301", "A type is a primitive, a name, or a declaration of one of the known kinds.";
    UNION = "RI0302", "The members of a union can be told apart: all have aliases, or each has a type of its own.";
    INCLUDE = "RI0303", "Only records are included, and none includes itself.";
    REPEATED_FIELD = "RI0304", "A field, symbol, member or parameter stands once, fields of includes counted.";
    SELF_REQUIRED = "RI0305", "A record does not need itself: nobody could write one.";
    DEFAULT = "RI0306", "A default is a value of its type.";
    SYMBOL = "RI0307", "What is said about a symbol is about one of the enum.";
    TYPE_CYCLE = "RI0308", "A typeref does not stand for itself.";
    OPEN = "RI0309", "A record without fields is either a mark or holds anything: only its owner knows (a warning).";

    RESOURCE = "RI0401", "A resource has a kind, a record, and the key that its kind needs.";
    METHOD = "RI0402", "A method is one that its kind of resource has, and has a name.";
    PARAMETER = "RI0403", "A query parameter does not take a name of the protocol.";
    FIELD_PATH = "RI0404", "A path in `readOnly` or `createOnly` leads to a field.";
    ERROR_CODE = "RI0405", "An error code is one line without blanks around it, and means the same everywhere.";
    REPEATED_RESOURCE = "RI0406", "A resource is described once.";
}
