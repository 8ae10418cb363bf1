//! The pages of a sandbox and of a reference site in headless Chromium: keyboard, structure, contrast, widths, and what appears while calls are made.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool talks to its user")]

mod audit;
mod browser;
mod consent;
mod driver;
mod looks;
mod page;
mod site;
mod world;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context as _, Result};
use clap::Parser;

use crate::browser::Browser;
use crate::driver::Driver;
use crate::looks::Looks;

/// Checks the pages of a sandbox and of a reference site in a browser.
#[derive(Parser)]
struct Options {
    /// The folder for pictures of the pages, light and dark, wide and narrow.
    #[arg(long, value_name = "FOLDER")]
    shots: Option<PathBuf>,
    /// Check nothing, and write the picture of the reference site that the README shows.
    #[arg(long, value_name = "FILE")]
    picture: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Options::parse()).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> Result<ExitCode> {
    let Some(driver) = Driver::start()? else {
        println!(
            "SKIPPED: the pages of the sandbox and of the reference site were looked at by no browser: no chromedriver is installed here"
        );
        return Ok(ExitCode::SUCCESS);
    };
    if let Some(folder) = &options.shots {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    }
    let browser = Browser::open(&driver.url).await?;
    if let Some(file) = &options.picture {
        return site::picture(&browser, file).await.map(|()| ExitCode::SUCCESS);
    }
    let looks = Looks { browser: &browser, folder: options.shots.as_deref() };
    let mut code = ExitCode::SUCCESS;
    let begun = Instant::now();
    let mut tell = |name: &str, result: Result<()>| match result {
        Ok(()) => println!("passed: {name} ({:.1} s)", begun.elapsed().as_secs_f32()),
        Err(error) => {
            println!("FAILED: {name}: {error:#}");
            code = ExitCode::FAILURE;
        }
    };
    tell("audit", audit::check(&browser).await);
    tell("consent", consent::check(&looks).await);
    tell("page", page::check(&looks).await);
    tell("site", site::check(&looks).await);
    Ok(code)
}
