//! Compressed response bodies (RFC 9110 §8.4.1, RFC 1952): which are gzip, and their unpacking up to a limit.

/// Returns `true` if the codings of a `Content-Encoding` are gzip alone. `x-gzip` is its old name, and `identity` changes nothing.
pub(crate) fn is_gzip(codings: &[u8]) -> bool {
    let codings = codings.split(|byte| *byte == b',').map(<[u8]>::trim_ascii);
    let mut codings = codings.filter(|coding| !coding.is_empty() && !coding.eq_ignore_ascii_case(b"identity"));
    let is_gzip = |coding: &[u8]| [&b"gzip"[..], b"x-gzip"].iter().any(|name| coding.eq_ignore_ascii_case(name));
    codings.next().is_some_and(is_gzip) && codings.next().is_none()
}

#[cfg(feature = "gzip")]
pub(crate) use self::gzip::{Unfit, Unpacking};

#[cfg(feature = "gzip")]
mod gzip {
    use std::io::{self, Write};

    use flate2::write::MultiGzDecoder;

    /// A body that is unpacked as it arrives. Its members follow each other, and nothing else may.
    pub(crate) struct Unpacking(MultiGzDecoder<Bounded>);

    /// The reason why a body is not unpacked.
    pub(crate) enum Unfit {
        /// The body is no gzip, or ends too soon.
        Garbled,
        /// The unpacked body is larger than the limit.
        TooLarge,
    }

    struct Bounded {
        bytes: Vec<u8>,
        limit: usize,
        is_full: bool,
    }

    impl Write for Bounded {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.is_full |= bytes.len() > self.limit - self.bytes.len();
            if self.is_full {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
            self.bytes.extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Unpacking {
        pub(crate) fn new(limit: usize) -> Self {
            Self(MultiGzDecoder::new(Bounded { bytes: Vec::new(), limit, is_full: false }))
        }

        /// Unpacks the next bytes.
        pub(crate) fn push(&mut self, packed: &[u8]) -> Result<(), Unfit> {
            self.0.write_all(packed).map_err(|_| self.unfit())
        }

        /// The unpacked body.
        pub(crate) fn finish(mut self) -> Result<Vec<u8>, Unfit> {
            self.0.try_finish().map_err(|_| self.unfit())?;
            Ok(std::mem::take(&mut self.0.get_mut().bytes))
        }

        fn unfit(&self) -> Unfit {
            if self.0.get_ref().is_full { Unfit::TooLarge } else { Unfit::Garbled }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_encoding_is_read_by_its_codings() {
        let codings = ["gzip", "GZIP", "x-gzip", " identity , gzip", "br", "gzip, gzip", "identity", "", "gzip;q=1"];
        let expected = [true, true, true, true, false, false, false, false, false];
        assert_eq!(codings.map(|codings| is_gzip(codings.as_bytes())), expected);
    }
}
