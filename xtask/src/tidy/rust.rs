//! Parts of a Rust file that rules read: doc comments, names of tests and string literals, also inside macros.

use anyhow::{Result, anyhow};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// A text and its line, from 1.
pub(crate) type Line = (usize, String);

/// The parts of a file.
#[derive(Debug, Default)]
pub(crate) struct Rust {
    /// `true` if the file has a module doc.
    pub(crate) documented: bool,
    /// The first line of each doc comment.
    pub(crate) docs: Vec<Line>,
    /// The name of each function below a `test` attribute.
    pub(crate) tests: Vec<Line>,
    /// String literals outside of test modules, doc comments and reasons of lints.
    pub(crate) literals: Vec<Line>,
}

/// Reads the parts of a Rust text.
pub(crate) fn read(text: &str) -> Result<Rust> {
    let tokens: TokenStream = text.parse().map_err(|error| anyhow!("no Rust: {error}"))?;
    let mut reader = Reader { out: Rust::default(), depth: 0, in_tests: false };
    reader.tokens(tokens);
    Ok(reader.out)
}

struct Reader {
    out: Rust,
    /// The number of brackets around the current token.
    depth: usize,
    in_tests: bool,
}

/// Attributes and doc comments seen since the last item or statement.
#[derive(Default)]
struct Pending {
    /// A doc comment, inner or outer, that further lines may continue.
    doc: Option<bool>,
    test: bool,
    cfg_test: bool,
}

impl Reader {
    fn tokens(&mut self, tokens: TokenStream) {
        let mut tokens = tokens.into_iter().peekable();
        let mut pending = Pending::default();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Punct(mark) if mark.as_char() == '#' => {
                    let inner = tokens.next_if(|token| matches!(token, TokenTree::Punct(mark) if mark.as_char() == '!')).is_some();
                    let is_attribute =
                        |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket);
                    if let Some(TokenTree::Group(group)) = tokens.next_if(is_attribute) {
                        self.attribute(&group, inner, &mut pending);
                    }
                    continue;
                }
                TokenTree::Punct(mark) if matches!(mark.as_char(), ';' | ',') => pending = Pending::default(),
                TokenTree::Ident(word) if word == "fn" => {
                    if let (true, Some(TokenTree::Ident(name))) = (pending.test, tokens.peek()) {
                        self.out.tests.push((name.span().start().line, name.to_string()));
                    }
                    pending.test = false;
                }
                TokenTree::Punct(_) | TokenTree::Ident(_) => {}
                TokenTree::Literal(literal) => self.literal(literal),
                TokenTree::Group(group) => {
                    let was = self.in_tests;
                    if group.delimiter() == Delimiter::Brace {
                        self.in_tests |= pending.cfg_test;
                        pending = Pending::default();
                    }
                    self.group(group.stream());
                    self.in_tests = was;
                }
            }
            pending.doc = None;
        }
    }

    fn group(&mut self, tokens: TokenStream) {
        self.depth += 1;
        self.tokens(tokens);
        self.depth -= 1;
    }

    fn literal(&mut self, literal: proc_macro2::Literal) {
        let line = literal.span().start().line;
        if let (false, syn::Lit::Str(text)) = (self.in_tests, syn::Lit::new(literal)) {
            self.out.literals.push((line, text.value()));
        }
    }

    fn attribute(&mut self, group: &Group, inner: bool, pending: &mut Pending) {
        let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
        let path: Vec<String> = tokens
            .iter()
            .take_while(|token| matches!(token, TokenTree::Ident(_) | TokenTree::Punct(_)))
            .filter_map(|token| if let TokenTree::Ident(word) = token { Some(word.to_string()) } else { None })
            .collect();
        match path.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            ["doc"] => {
                if let Some(TokenTree::Literal(literal)) = tokens.get(2) {
                    let line = literal.span().start().line;
                    if let (true, syn::Lit::Str(text)) = (pending.doc != Some(inner), syn::Lit::new(literal.clone())) {
                        self.out.docs.push((line, text.value().trim().lines().next().unwrap_or_default().to_owned()));
                    }
                    self.out.documented |= inner && self.depth == 0;
                    pending.doc = Some(inner);
                }
            }
            ["allow" | "expect" | "warn" | "path"] => {}
            [.., "test"] => pending.test = true,
            ["cfg"] if group.stream().to_string().replace(' ', "") == "cfg(test)" => pending.cfg_test = true,
            _ => self.group(group.stream()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn read_doc_comments_returns_the_first_line_of_each() {
        let rust =
            read("//! Module.\n//! More.\n\n/// One.\n/// More.\n#[derive(Debug)]\n/// Rest of one.\nstruct A { /// Two.\n a: u8 }\n")
                .unwrap();
        assert!(rust.documented);
        let docs: Vec<_> = rust.docs.iter().map(|(line, text)| (*line, text.as_str())).collect();
        assert_eq!(docs, [(1, "Module."), (4, "One."), (8, "Two.")]);
    }

    #[test]
    fn read_doc_of_an_inner_module_does_not_document_the_file() {
        assert!(!read("mod a { //! Inner.\n }").unwrap().documented);
    }

    #[test]
    fn read_tests_finds_those_of_macros_and_runtimes() {
        let rust = read(
            "#[test] fn a() {}\n#[tokio::test(flavor = \"x\")]\nasync fn b() {}\nproptest! { #[test]\n fn c(x in 0..1) {} }\nfn d() {}",
        )
        .unwrap();
        let tests: Vec<_> = rust.tests.iter().map(|(line, text)| (*line, text.as_str())).collect();
        assert_eq!(tests, [(1, "a"), (3, "b"), (5, "c")]);
    }

    #[test]
    fn read_literals_skips_docs_reasons_and_test_modules() {
        let text = "/// No.\n#[allow(x, reason = \"no\")]\n#[error(\"yes\")]\nstruct A;\nfn f() { g!(\"too\", b\"no\") }\n#[cfg(test)]\nmod tests { const A: &str = \"no\"; }\nconst B: &str = \"last\";";
        let literals: Vec<_> = read(text).unwrap().literals;
        assert_eq!(literals, [(3, "yes".to_owned()), (5, "too".to_owned()), (8, "last".to_owned())]);
    }
}
