//! The projection of a call of `projection!`, read from its tokens or its string literal.
//!
//! `(id, ..cards::Names)` is read as the projection `(id,..0)`, in which the name `..0` stands for the first embedded type, `cards::Names`.
//! A projection with a syntax error, `(id,,name)`, is read as the nearest valid one, `(id,name)`.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use restli_core::projection::{Projection, SyntaxError, lexemes};

use crate::call::Body;
use crate::embed::Embedded;
use crate::failure::Failure;
use crate::problem::Problem;
use crate::recover::recover;
use crate::text;
use crate::tokens::{Lexed, Spans, lex, plain};

/// The projection of a call.
pub(crate) struct Written {
    pub(crate) projection: Projection,
    /// Paths of the types of embedded projections.
    pub(crate) embedded: Vec<TokenStream>,
    pub(crate) spans: Spans,
    /// The value of the string literal that the projection stands in.
    text: Option<String>,
    /// The syntax error.
    pub(crate) error: Option<Problem>,
}

impl Written {
    /// Reads the body of a call; without a body, returns the projection of all fields.
    pub(crate) fn read(body: Option<Body>) -> Self {
        let (Lexed { lexemes, end, spans, embedded }, text, parsed) = match body {
            None => {
                let spans = Spans::single(Span::call_site());
                return Self { projection: Projection::new().all(), embedded: Vec::new(), spans, text: None, error: None };
            }
            Some(Body::Tokens(group)) => {
                let lexed = lex(&group);
                let parsed = Projection::parse_lexemes(&lexed.lexemes, lexed.end);
                (lexed, None, parsed)
            }
            Some(Body::Text(literal, text)) => {
                let spans = Spans::single(literal.span());
                let lexed = Lexed { lexemes: lexemes(&text), end: text.len(), spans, embedded: Vec::new() };
                let parsed = Projection::parse(&text);
                (lexed, Some(text), parsed)
            }
        };
        match parsed {
            Ok(projection) => Self { projection, embedded, spans, text, error: None },
            Err(SyntaxError { at, len, message, help }) => Self {
                projection: recover(lexemes, end),
                embedded,
                spans,
                text,
                error: Some(Problem { at, len, message, help, meant: None }),
            },
        }
    }

    /// The failure that underlines a problem: at its tokens, or by carets below the line of the string literal.
    pub(crate) fn locate(&self, problem: &Problem) -> Failure {
        let (start, end) = self.spans.of(problem);
        let message = match &self.text {
            None => problem.to_string(),
            Some(text) => {
                let help = problem.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
                format!("{}\n{}{help}", problem.message, text::underlined(text, problem.at, problem.len))
            }
        };
        Failure { start, end, message }
    }

    /// The names of the embedded projections: the last name of each path. `own` is the name of the type that the call declares.
    pub(crate) fn embedded_names(&self, own: &Ident) -> Vec<Embedded> {
        let named = |path: &TokenStream| {
            let trees: Vec<TokenTree> = path.clone().into_iter().collect();
            let mut names = trees.iter().filter_map(|tree| if let TokenTree::Ident(name) = tree { Some(plain(name)) } else { None });
            let name = names.next_back().unwrap_or_default();
            Embedded { is_itself: trees.len() == 1 && name == plain(own), name }
        };
        self.embedded.iter().map(named).collect()
    }
}
