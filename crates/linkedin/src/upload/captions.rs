//! Captions of a video.

use restli_client::bytes::Bytes;
use restli_client::core::json;

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
