//! Names of random schemas, drawn towards collisions: words that generated code uses itself, and variants of names drawn before.

use restli_schema::language::is_segment;
use restli_schema::rust_names::case;

use restli_testing::Random;
use restli_testing::synth::WORDS;

/// Keywords, names of the prelude, names that generated code uses, and forms that are hard to turn into identifiers.
const NASTY: &str = "
    type self Self super crate union async gen try box await dyn true yield macro raw Result Option String Vec Box Some None Ok
    Err Default Clone Debug Into From Send Fn Iterator Data Json Client Request Call Runtime Error Page Map Bytes Urn Patch
    Unchecked new get clone with select builder runtime request param key ids entity entities patch patches core std rt api urns
    types mod lib main value other client content params fmt f C c T i32 str bool usize empty table slot view fill null Null
    Unrecognized Other set_ build send start count page_token header to_http eq hash default from into drop restli_client serde
    vec format _ __x x_ a1 1a 2nd A a aA ID id iD URLs größe naïve 名前 values[0] a.b.c com.example.random.Thing x-y find_by_a
    get_action get_by_a delete_a patch_a a_or_default NewA APatch AKey AResource AGet AFormat permits styles bases versions
    aVeryLongNameThatGoesOnAndOnUntilNobodyWouldWriteItByHandAndStillAllOfItIsPartOfTheNameOnTheWireAsSomeServerSaysSo
";

/// Beginnings and endings that generated names have.
const AROUND: &[(&str, &str)] = &[
    ("New", ""),
    ("set", ""),
    ("delete", ""),
    ("patch_", ""),
    ("find_by_", ""),
    ("_", ""),
    ("$", ""),
    ("", "Patch"),
    ("", "Key"),
    ("", "Get"),
    ("", "Resource"),
    ("", "Format"),
    ("", "Urn"),
    ("", "_action"),
    ("", "_or_default"),
    ("", "2"),
    ("", "_"),
];

/// The notations of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Notation {
    /// Fields, parameters, symbols, members, finders, actions.
    Wire,
    /// Types.
    Identifier,
    /// Resources, URN types, permissions and other names that stand in a URL.
    Segment,
    /// Products.
    Crate,
}

/// The names drawn so far.
#[derive(Debug, Default)]
pub(crate) struct Names {
    drawn: Vec<String>,
}

impl Names {
    /// A name that no other part of the schema has.
    pub(crate) fn fresh(&mut self, random: &mut Random) -> String {
        let name = format!("{}{}{}", random.pick(WORDS), case::pascal(random.pick(WORDS)), self.drawn.len());
        self.drawn.push(name.clone());
        name
    }

    /// A name, one in four of them nasty.
    pub(crate) fn draw(&mut self, random: &mut Random, notation: Notation) -> String {
        if !random.one_in(4) {
            let name = self.fresh(random);
            return if notation == Notation::Identifier { case::raised(&name) } else { name };
        }
        let base =
            if random.one_in(3) { random.pick(&self.drawn) } else { random.pick(&NASTY.split_whitespace().collect::<Vec<_>>()).to_owned() };
        let (before, after) = if random.one_in(3) { random.pick(AROUND) } else { ("", "") };
        let varied = match random.below(8) {
            0 => base.to_ascii_uppercase(),
            1 => case::pascal(&base),
            2 => case::snake(&base),
            _ => base,
        };
        let name: String = format!("{before}{varied}{after}").chars().filter(|one| fits(*one, notation)).collect();
        let starts = |name: &str| name.starts_with(|one: char| one.is_ascii_alphabetic() || (notation != Notation::Crate && one == '_'));
        let named = match notation {
            Notation::Wire | Notation::Segment => !name.is_empty(),
            Notation::Identifier | Notation::Crate => starts(&name),
        };
        if !named {
            return self.draw(random, notation);
        }
        self.drawn.push(name.clone());
        name
    }
}

fn fits(one: char, notation: Notation) -> bool {
    match notation {
        Notation::Wire => true,
        Notation::Identifier => one.is_ascii_alphanumeric() || one == '_',
        Notation::Segment => is_segment(one.encode_utf8(&mut [0; 4])) && !"~$".contains(one),
        Notation::Crate => one.is_ascii_alphanumeric() || one == '_' || one == '-',
    }
}
