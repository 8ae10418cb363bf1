//! Width and height of an image, from its first bytes.

/// Width and height, if the bytes are those of a PNG, a GIF or a JPEG.
pub(crate) fn size(bytes: &[u8]) -> Option<(u64, u64)> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some((number(bytes.get(16..20)?), number(bytes.get(20..24)?)))
    } else if bytes.starts_with(b"GIF8") {
        let little = |at: usize| Some(u64::from(*bytes.get(at)?) | u64::from(*bytes.get(at + 1)?) << 8);
        Some((little(6)?, little(8)?))
    } else if bytes.starts_with(&[0xff, 0xd8]) {
        jpeg(bytes)
    } else {
        None
    }
}

/// Walks the segments of a JPEG up to the frame header.
fn jpeg(bytes: &[u8]) -> Option<(u64, u64)> {
    let mut at = 2;
    loop {
        while *bytes.get(at)? != 0xff {
            at += 1;
        }
        while *bytes.get(at)? == 0xff {
            at += 1;
        }
        match *bytes.get(at)? {
            // Frame headers; C4, C8 and CC are tables.
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                return Some((number(bytes.get(at + 6..at + 8)?), number(bytes.get(at + 4..at + 6)?)));
            }
            // Markers without a segment.
            0x01 | 0xd0..=0xd8 => at += 1,
            // The image itself, or its end: no frame header came.
            0xd9 | 0xda => return None,
            _ => at += 1 + usize::try_from(number(bytes.get(at + 1..at + 3)?)).ok()?,
        }
    }
}

fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_read() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x02\0\0\0\x03".as_slice();
        let gif = b"GIF89a\x02\x01\x03\0".as_slice();
        let jpeg = b"\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc2\0\x11\x08\0\x03\x01\x02\x03".as_slice();
        for (name, bytes) in [("png", png), ("gif", gif), ("jpeg", jpeg)] {
            assert_eq!(size(bytes), Some((258, 3)), "{name}");
            for end in 0..bytes.len() - 1 {
                let _ = size(&bytes[..end]);
            }
        }
        assert_eq!(size(b"%PDF-1.7"), None);
        assert_eq!(size(b"\xff\xd8\xff\xda"), None);
    }
}
