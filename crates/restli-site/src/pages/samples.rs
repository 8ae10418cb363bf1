//! Samples: requests, answers and payloads as documentation shows them.

use restli_schema::api::{Sample, SampleContent, SampleOf, SampleRequest, TypeId};
use restli_schema::users::MethodAt;

use crate::html::{Html, pre, tag, tag_with};
use crate::json;
use crate::site::Site;

/// The samples of a method, folded, but for the one whose request is shown as a command.
pub(super) fn of_method(site: &Site<'_>, (id, at): MethodAt, shown: Option<&SampleRequest>) -> Vec<Html> {
    let is_shown = |sample: &Sample| matches!(&sample.content, SampleContent::Request(request) if Some(request) == shown);
    of(site, SampleOf::Operation(id, at)).filter(|sample| !is_shown(sample)).map(fold).collect()
}

/// The payloads of a type, folded.
pub(super) fn of_type(site: &Site<'_>, id: TypeId) -> Vec<Html> {
    of(site, SampleOf::Type(id)).map(fold).collect()
}

fn of<'s>(site: &'s Site<'_>, of: SampleOf) -> impl Iterator<Item = &'s Sample> {
    site.api.samples().iter().filter(move |sample| sample.of == of)
}

fn fold(sample: &Sample) -> Html {
    folded(&title(sample), false, pre(&text(sample)))
}

fn title(sample: &Sample) -> String {
    let what = match sample.content {
        SampleContent::Request(_) => "Sample request",
        SampleContent::Answer(_) => "Sample answer",
        SampleContent::Payload(_) => "Sample",
    };
    sample.variant.as_ref().map_or_else(|| what.to_owned(), |variant| format!("{what}: {}", variant.replace('_', " ")))
}

/// A sample as sent or received, its JSON laid out.
fn text(sample: &Sample) -> String {
    let (first, headers, body) = match &sample.content {
        SampleContent::Request(request) => (format!("{} {} HTTP/1.1", request.verb, request.target), &request.headers, &request.body),
        SampleContent::Answer(answer) => {
            let status = answer.status.map(|status| format!("HTTP/1.1 {status}"));
            (status.unwrap_or_default(), &answer.headers, &answer.body)
        }
        SampleContent::Payload(_) => return json::laid_out(&sample.text),
    };
    let lines = std::iter::once(first).chain(headers.iter().map(|(name, value)| format!("{name}: {value}")));
    let head: String = lines.filter(|line| !line.is_empty()).map(|line| line + "\n").collect();
    let is_json = body.starts_with(['{', '[']);
    let body = if is_json { json::laid_out(body) } else { body.clone() };
    if head.is_empty() || body.is_empty() { head + &body } else { format!("{head}\n{body}") }
}

/// A block behind a title that opens and closes it.
pub(super) fn folded(title: &str, is_open: bool, content: Html) -> Html {
    let attributes: &[(&str, &str)] = if is_open { &[("class", "fold"), ("open", "")] } else { &[("class", "fold")] };
    tag_with("details", attributes, Html::from([tag("summary", title), content]))
}
