//! The memory of a test.

/// The most memory that this process has had so far, in bytes, as Linux tells it; `None` elsewhere.
#[must_use]
pub fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kilobytes: u64 = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kilobytes << 10)
}
