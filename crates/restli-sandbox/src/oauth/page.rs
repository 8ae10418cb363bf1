//! The pages that a member sees: the question for consent, and the problem of a request.

use std::fmt::Write as _;

use super::asked::Asked;
use super::form::Form;
use super::html::{escaped, prose};
use crate::state::State;

const STYLE: &str = include_str!("page.css");

/// The page that asks a member for consent. Its form posts the request again, with the member and the decision.
pub(super) fn consent(world: &State, asked: &Asked<'_>, form: &Form) -> String {
    let app = escaped(&asked.app.name);
    let mut hidden = String::new();
    for (name, value) in form.pairs().filter(|(name, _)| !matches!(*name, "member" | "decision")) {
        let _ = write!(hidden, r#"<input type="hidden" name="{}" value="{}">"#, escaped(name), escaped(value));
    }
    let mut members = String::new();
    for member in &world.settings.members {
        let _ = write!(members, r#"<option value="{}">{}</option>"#, escaped(&member.id), escaped(&member.name));
    }
    let mut scopes = String::new();
    for permission in &asked.scopes {
        let _ = write!(scopes, "<li><code>{}</code><p>{}</p></li>", escaped(&permission.name.wire), prose(permission.doc.trim()));
    }
    let content = format!(
        r#"<h1>{app} asks for access</h1>
<form method="post" action="?">
{hidden}
<label for="member">You are</label>
<select id="member" name="member">{members}</select>
<h2 id="scopes">The app would be allowed to use</h2>
<ul role="list" aria-labelledby="scopes">{scopes}</ul>
<div class="decision">
<button class="first" name="decision" value="allow">Allow</button>
<button name="decision" value="deny">Deny</button>
</div>
</form>
<p class="fine">Either way you are sent to <span class="address">{}</span>.</p>"#,
        escaped(asked.redirect)
    );
    frame(world, &format!("{app} asks for access"), &content)
}

/// The page that explains why a request is refused and the app is not told.
pub(super) fn problem(world: &State, problem: &str, remedy: &str) -> String {
    let (problem, remedy) = (escaped(problem), escaped(remedy));
    let content = format!(
        r#"<h1>This app cannot ask for access</h1>
<p class="problem">{problem}</p>
<p>{remedy}</p>
<p class="fine">Nobody was sent anywhere: an answer goes to a known app and its own address only.</p>"#
    );
    frame(world, "This app cannot ask for access", &content)
}

fn frame(world: &State, title: &str, content: &str) -> String {
    let api = escaped(&world.api.name.wire);
    format!(
        r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} - sandbox of {api}</title>
<style>{STYLE}</style>
</head>
<body>
<header>Sandbox of {api}</header>
<main>
{content}
</main>
<footer>A server on this machine, with invented members. No password is asked for, and no real account is touched.</footer>
</body>
</html>
"#
    )
}
