//! The answers of the server, and the loop that calls it, which both programs share.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context as _, Result, bail};

/// The post that every answer holds, 1.8 kB of JSON.
pub const POST: &str = include_str!("post.json");

/// The posts of the large answer.
pub const POSTS: usize = 100;

/// The key of the post.
pub const KEY: &str = "urn:li:share:7000000000000000001";

/// The author of the post.
pub const AUTHOR: &str = "urn:li:organization:5515715";

/// The version of the API that both programs send.
pub const VERSION: u32 = 202_609;

/// The token that both programs send.
pub const TOKEN: &str = "a-token-of-no-server";

/// An answer of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// One post.
    Small,
    /// A page of [`POSTS`] posts.
    Large,
}

/// The work of a program: its arguments.
#[derive(Clone, Debug)]
pub struct Job {
    /// The server, as `http://127.0.0.1:1234`.
    pub url: String,
    /// The answer to ask for.
    pub answer: Answer,
    /// The calls in all.
    pub calls: usize,
    /// The calls that run side by side.
    pub at_once: usize,
}

impl Job {
    /// The job that the arguments of the program describe: `URL small|large CALLS AT_ONCE`.
    ///
    /// # Errors
    /// Arguments that are missing or none of these.
    pub fn from_arguments() -> Result<Self> {
        let arguments: Vec<String> = std::env::args().skip(1).collect();
        let [url, answer, calls, at_once] = arguments.as_slice() else { bail!("arguments: URL small|large CALLS AT_ONCE") };
        let answer = match answer.as_str() {
            "small" => Answer::Small,
            "large" => Answer::Large,
            other => bail!("`{other}` is neither `small` nor `large`"),
        };
        Ok(Self { url: url.clone(), answer, calls: calls.parse()?, at_once: at_once.parse()? })
    }

    /// Runs the job in one thread, and prints the memory that each of the calls at once took, in bytes. `call` returns the number of posts
    /// that it read.
    ///
    /// # Errors
    /// A call fails or reads another number of posts than the server has sent.
    pub fn run<F, E>(&self, call: impl Fn() -> F + Clone + Send + 'static) -> Result<()>
    where
        F: Future<Output = Result<usize, E>> + Send + 'static,
        E: std::error::Error + Send + Sync + 'static,
    {
        let expected = match self.answer {
            Answer::Small => 1,
            Answer::Large => POSTS,
        };
        let before = memory("VmRSS:")?;
        let left = Arc::new(AtomicUsize::new(self.calls));
        tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
            let workers: Vec<_> = (0..self.at_once)
                .map(|_| {
                    let (call, left) = (call.clone(), Arc::clone(&left));
                    tokio::spawn(async move {
                        while left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok() {
                            let posts = call().await?;
                            anyhow::ensure!(posts == expected, "{posts} posts in place of {expected}");
                        }
                        Ok(())
                    })
                })
                .collect();
            for worker in workers {
                worker.await??;
            }
            anyhow::Ok(())
        })?;
        println!("{}", memory("VmHWM:")?.saturating_sub(before) / self.at_once.max(1));
        Ok(())
    }
}

/// A figure of this process in `/proc/self/status`, in bytes.
///
/// # Errors
/// There is no such file, or no such figure in it.
pub fn memory(name: &str) -> Result<usize> {
    let status = std::fs::read_to_string(Path::new("/proc/self/status")).context("memory is read from `/proc`, which only Linux has")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)).with_context(|| format!("`/proc/self/status` has no `{name}`"))?;
    let kilobytes: usize = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kilobytes * 1024)
}
