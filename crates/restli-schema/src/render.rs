//! Problems as text: message, source lines, caret, advice.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{SourceFile, SourceMap, Span};

/// The most lines between two places of a file that share one excerpt.
const NEAR: usize = 12;

/// Renders problems one after the other, with an empty line between.
#[must_use]
pub fn render(diagnostics: &[Diagnostic], sources: &SourceMap, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let texts: Vec<String> = diagnostics.iter().map(|one| self::one(one, sources, &renderer)).collect();
    texts.join("\n\n")
}

fn one(diagnostic: &Diagnostic, sources: &SourceMap, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.rule);
    let mut group = Group::with_title(title);
    for excerpt in excerpts(diagnostic, sources) {
        group = group.element(excerpt);
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.text.as_str()));
    }
    renderer.render(&[group])
}

/// Consecutive lines of one file with their marks.
struct Excerpt<'a> {
    file: &'a SourceFile,
    first: usize,
    last: usize,
    marks: Vec<(Span, &'a str, AnnotationKind)>,
}

fn excerpts<'a>(diagnostic: &'a Diagnostic, sources: &'a SourceMap) -> Vec<Snippet<'a, Annotation<'a>>> {
    let primary = (diagnostic.span, diagnostic.label.as_str(), AnnotationKind::Primary);
    let others = diagnostic.labels.iter().map(|(span, label)| (*span, label.as_str(), AnnotationKind::Context));
    let mut excerpts: Vec<Excerpt<'a>> = Vec::new();
    for mark in std::iter::once(primary).chain(others) {
        let Some(file) = sources.file(mark.0) else { continue };
        let (first, last) = (file.line_index(mark.0.start), file.line_index(mark.0.end));
        let near = excerpts
            .iter_mut()
            .find(|one| std::ptr::eq(one.file, file) && first <= one.last.saturating_add(NEAR) && one.first <= last.saturating_add(NEAR));
        match near {
            Some(one) => {
                one.first = one.first.min(first);
                one.last = one.last.max(last);
                one.marks.push(mark);
            }
            None => excerpts.push(Excerpt { file, first, last, marks: vec![mark] }),
        }
    }
    excerpts.into_iter().map(snippet).collect()
}

fn snippet(excerpt: Excerpt<'_>) -> Snippet<'_, Annotation<'_>> {
    let Excerpt { file, first, last, marks } = excerpt;
    let start = file.line_start(first) as usize;
    let end = file.line_start(last + 1) as usize;
    let text = file.text.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r']);
    let annotations = marks.into_iter().map(|(span, label, kind)| {
        let from = file.floor(span.start).saturating_sub(start).min(text.len());
        let to = file.ceil(span.end).saturating_sub(start).clamp(from, text.len());
        let annotation = kind.span(from..to);
        if label.is_empty() { annotation } else { annotation.label(label) }
    });
    Snippet::source(text).line_start(first + 1).path(file.path.as_str()).annotations(annotations)
}
