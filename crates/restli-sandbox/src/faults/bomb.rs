//! A small file that is large when it is unpacked.

use bytes::Bytes;
use flate2::{Compress, Compression, Crc, FlushCompress};

/// The bytes that are repeated.
const MIB: usize = 1 << 20;

/// Blanks of so many MiB as a gzip file (RFC 1952), in parts that share their bytes.
pub(super) fn gzip(mib: u64) -> Vec<Bytes> {
    let blanks = vec![b' '; MIB];
    let mut deflate = Compress::new(Compression::best(), false);
    let mut packed = Vec::with_capacity(MIB / 64);
    // A full flush ends a block at a byte and forgets what was before: the block stands for itself.
    let is_packed = deflate.compress_vec(&blanks, &mut packed, FlushCompress::Full).is_ok();
    if !is_packed {
        return Vec::new();
    }
    let mut one = Crc::new();
    one.update(&blanks);
    let block = Bytes::from(packed);
    let mut sum = Crc::new();
    let mut parts = vec![Bytes::from_static(&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 0xff])];
    for _ in 0..mib {
        sum.combine(&one);
        parts.push(block.clone());
    }
    // The last block is empty and of the fixed code.
    let mut end = vec![0x03, 0x00];
    end.extend(sum.sum().to_le_bytes());
    end.extend(sum.amount().to_le_bytes());
    parts.push(Bytes::from(end));
    parts
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    #[test]
    fn bomb_is_a_whole_file_of_blanks() {
        let packed = super::gzip(3).concat();
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut unpacked).expect("a gzip file");
        assert!(unpacked.len() == 3 << 20 && unpacked.iter().all(|byte| *byte == b' '));
        assert!(packed.len() < 3 << 12, "{} bytes", packed.len());
    }
}
