//! Messages of the runtime in the words of the command line.

use std::fmt::Write as _;

/// The settings of a client, and the options that stand for them.
const SETTINGS: [(&str, &str); 4] = [
    ("Builder::token:", "the token:"),
    ("Builder::base_url", "`--url`"),
    ("Builder::version", "`--version`"),
    ("check the base URL", "check `--url`"),
];

/// A message in which options stand in place of the functions of a client.
pub(super) fn in_options(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("`Builder::version(") {
        let Some((arguments, behind)) = after.split_once(")`") else { break };
        let version = arguments.rsplit(' ').next().unwrap_or_default();
        let _ = write!(out, "{before}`--version {version}`");
        rest = behind;
    }
    SETTINGS.iter().fold(out + rest, |text, (setting, option)| text.replace(setting, option))
}
