//! Samples: requests, answers and payloads as documentation shows them.

use restli_schema::api::{Sample, SampleContent, SampleOf, TypeId};
use restli_schema::users::MethodAt;

use crate::html::{Html, pre, tag, tag_with};
use crate::json;
use crate::site::Site;

/// The samples of a method, folded.
pub(super) fn of_method(site: &Site<'_>, (id, at): MethodAt) -> Vec<Html> {
    of(site, SampleOf::Operation(id, at))
}

/// The payloads of a type, folded.
pub(super) fn of_type(site: &Site<'_>, id: TypeId) -> Vec<Html> {
    of(site, SampleOf::Type(id))
}

fn of(site: &Site<'_>, of: SampleOf) -> Vec<Html> {
    let own = site.api.samples().iter().filter(|sample| sample.of == of);
    own.map(|sample| folded(&title(sample), false, pre(&text(sample)))).collect()
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
    let attributes: &[(&str, &str)] = &[("class", "fold"), ("open", "")];
    tag_with("details", if is_open { attributes } else { &attributes[..1] }, Html::from([tag("summary", title), content]))
}
