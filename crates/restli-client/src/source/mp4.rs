//! The duration of a video: the header of an MP4 or a MOV file.

use std::io::{Read, Seek, SeekFrom};

/// The most boxes that are looked at.
const MOST: usize = 10_000;

/// The duration in whole seconds: of the box `moov/mvhd`. `None` for other bytes, and for a video that does not tell, as one in fragments.
pub(super) fn seconds(file: &mut (impl Read + Seek)) -> Option<u64> {
    let mut end = file.seek(SeekFrom::End(0)).ok()?;
    let mut at = 0;
    for _ in 0..MOST {
        file.seek(SeekFrom::Start(at)).ok()?;
        let [size, kind] = [number(file, 4)?, number(file, 4)?];
        let (size, head) = match size {
            0 => (end.checked_sub(at)?, 8),
            1 => (number(file, 8)?, 16),
            size => (size, 8),
        };
        let next = at.checked_add(size).filter(|next| size >= head && *next <= end)?;
        match &u32::try_from(kind).ok()?.to_be_bytes() {
            b"moov" => (at, end) = (at + head, next),
            b"mvhd" => return header(file),
            _ => at = next,
        }
    }
    None
}

/// The duration in the content of `mvhd`: times of creation and change, then units per second and units, of 4 or 8 bytes by the version.
fn header(file: &mut impl Read) -> Option<u64> {
    let width = if number(file, 4)? >> 24 == 1 { 8 } else { 4 };
    number(file, width)?;
    number(file, width)?;
    let (scale, units) = (number(file, 4)?, number(file, width)?);
    let unknown = u64::MAX >> (64 - 8 * width);
    (units != 0 && units != unknown).then(|| units.checked_div(scale)).flatten()
}

/// A number of at most 8 bytes, the highest one first.
fn number(file: &mut impl Read, width: u32) -> Option<u64> {
    let mut bytes = Vec::with_capacity(8);
    file.take(u64::from(width)).read_to_end(&mut bytes).ok()?;
    let whole = bytes.len() == usize::try_from(width).ok()?;
    whole.then(|| bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::seconds;

    fn boxed(kind: &str, content: &[u8]) -> Vec<u8> {
        let size = u32::try_from(content.len() + 8).unwrap_or_default();
        [&size.to_be_bytes(), kind.as_bytes(), content].concat()
    }

    fn header(version: u8, scale: u32, units: u64) -> Vec<u8> {
        let narrow = u32::try_from(units).unwrap_or(u32::MAX).to_be_bytes();
        let content = match version {
            1 => [&[1, 0, 0, 0], [0; 16].as_slice(), &scale.to_be_bytes(), &units.to_be_bytes()].concat(),
            _ => [&[0; 4], [0; 8].as_slice(), &scale.to_be_bytes(), &narrow].concat(),
        };
        boxed("moov", &[boxed("free", b"??"), boxed("mvhd", &content)].concat())
    }

    #[test]
    fn seconds_of_a_video_are_those_of_its_header_wherever_it_stands() {
        let start = boxed("ftyp", b"mp42\0\0\0\0");
        let large = [[0, 0, 0, 1].as_slice(), b"mdat", &24_u64.to_be_bytes(), b"12345678"].concat();
        for (name, file, told) in [
            ("at the beginning", [start.clone(), header(0, 600, 2999)].concat(), Some(4)),
            ("behind the data", [start.clone(), large, header(1, 1000, 5_000_000_000_000)].concat(), Some(5_000_000_000)),
            ("in fragments", [start.clone(), header(0, 600, 0)].concat(), None),
            ("not known", [start.clone(), header(0, 600, u64::MAX)].concat(), None),
            ("no time scale", [start.clone(), header(0, 0, 7)].concat(), None),
            ("no header", start, None),
        ] {
            assert_eq!(seconds(&mut Cursor::new(file)), told, "{name}");
        }
    }

    #[test]
    fn seconds_of_damaged_files_are_unknown() {
        let whole = header(0, 600, 6000);
        for length in 0..whole.len() {
            assert_eq!(seconds(&mut Cursor::new(&whole[..length])), None, "{length}");
        }
        for bytes in [[0; 64].as_slice(), b"\0\0\0\x07moov", b"\0\0\0\x01moov\xff\xff\xff\xff\xff\xff\xff\xff", b"%PDF-1.7"] {
            assert_eq!(seconds(&mut Cursor::new(bytes)), None, "{bytes:?}");
        }
    }
}
