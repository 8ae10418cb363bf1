//! Captions of a video.

use restli_client::bytes::Bytes;
use restli_client::core::json;
use restli_client::{Error, MediaError};

use crate::types::Locale;

/// Captions of a video: text in the format SRT, in one language.
///
/// ```
/// use linkedin::types::Locale;
/// use linkedin::upload::Captions;
///
/// let captions = Captions::srt(Locale::new("en").country("US"), "1\n00:00:00,000 --> 00:00:02,500\nGood morning.\n");
/// # let _ = captions;
/// ```
#[derive(Clone, Debug)]
pub struct Captions {
    locale: Locale,
    text: Bytes,
}

impl Captions {
    /// Captions in the format SRT.
    #[must_use]
    pub fn srt(locale: Locale, text: impl Into<Bytes>) -> Self {
        Self { locale, text: text.into() }
    }

    /// Checks language and format, before the first byte is sent.
    pub(super) fn check(&self) -> Result<(), Error> {
        let language = self.locale.language.trim().is_empty().then_some("language: none; name one, such as `en`");
        // Every second byte of UTF-16 may be zero.
        let text: Vec<u8> = self.text.iter().copied().filter(|byte| *byte != 0).collect();
        let format = if holds(text.get(..16).unwrap_or(&text), "WEBVTT") {
            Some("format: WebVTT; allowed: SRT")
        } else if holds(&text, "-->") {
            None
        } else {
            Some("format: no line of times, such as `00:00:00,000 --> 00:00:02,500`; allowed: SRT")
        };
        let broken: Vec<&str> = language.into_iter().chain(format).collect();
        if broken.is_empty() { Ok(()) } else { Err(Error::Media(Box::new(MediaError::new("captions", broken)))) }
    }

    /// The form that LinkedIn takes, `multipart/form-data`: its content type, and its parts `metadata` and `file`.
    pub(super) fn form(&self) -> (String, Vec<u8>) {
        let metadata = format!(r#"{{"format":"SRT","locale":{},"transcriptType":"CLOSED_CAPTION"}}"#, json::to_string(&self.locale));
        let boundary = (0..=self.text.len())
            .map(|number| format!("captions-{number}"))
            .find(|boundary| !holds(&self.text, boundary))
            .unwrap_or_default();
        let head = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"metadata\"\r\nContent-Type: application/json\r\n\r\n{metadata}\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"captions.srt\"\r\nContent-Type: application/x-subrip\r\n\r\n"
        );
        let end = format!("\r\n--{boundary}--\r\n");
        (format!("multipart/form-data; boundary={boundary}"), [head.as_bytes(), &self.text, end.as_bytes()].concat())
    }
}

fn holds(text: &[u8], part: &str) -> bool {
    text.windows(part.len()).any(|window| window == part.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_without_a_language_or_in_another_format_are_refused() {
        const LINE: &str = "1\n00:00:00,000 --> 00:00:01,000\nHello\n";
        let wide: Vec<u8> = "\u{feff}".encode_utf16().chain(LINE.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        for (language, text, told) in [
            ("de", Bytes::from(LINE), ""),
            ("de", Bytes::from(wide), ""),
            ("", Bytes::from(LINE), "\n  language: none; name one, such as `en`"),
            (
                " ",
                Bytes::new(),
                "\n  language: none; name one, such as `en`\n  format: no line of times, such as `00:00:00,000 --> 00:00:02,500`; allowed: SRT",
            ),
            ("de", Bytes::from(format!("\u{feff}WEBVTT\n\n{LINE}")), "\n  format: WebVTT; allowed: SRT"),
        ] {
            let refused = Captions::srt(Locale::new(language), text).check().err().map(|error| error.to_string()).unwrap_or_default();
            assert_eq!(refused.trim_start_matches("nothing was sent: the media rule `captions` is broken"), told);
        }
    }

    #[test]
    fn form_has_a_boundary_that_the_text_has_not() {
        let (kind, form) = Captions::srt(Locale::new("de"), "captions-0\r\n--captions-1").form();
        assert_eq!(kind, "multipart/form-data; boundary=captions-2");
        let text = String::from_utf8_lossy(&form);
        assert_eq!(text.matches("\r\n--captions-2").count() + usize::from(text.starts_with("--captions-2\r\n")), 3);
        assert!(
            text.contains("\r\n\r\n{\"format\":\"SRT\",\"locale\":{\"language\":\"de\"},\"transcriptType\":\"CLOSED_CAPTION\"}\r\n"),
            "{text}"
        );
    }
}
