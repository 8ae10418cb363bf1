//! Plain text does not convert into a format in which some characters carry meaning.

use linkedin::content::LittleText;

fn main() {
    let _: LittleText = "Release 1.2 (beta)".into();
    let _ = LittleText::from(String::from("Release 1.2 (beta)"));
    let _: Result<LittleText, _> = "Release 1.2 (beta)".parse();
}
