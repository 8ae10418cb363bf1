//! `cargo xtask bench macro`: the compile time that a `projection!` costs.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::measure::{Cost, append, checked, cost, median, touch, workspace_around};
use crate::cargo::cargo;
use restli_testing::synth;

/// The operations of the schema that the projections are checked against.
const OPERATIONS: usize = 200;

/// Uses of each projection whose size is measured.
const USES: usize = 20;

/// Options of `bench macro`.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The number of uses in one file.
    #[arg(long, value_delimiter = ',', default_value = "1,50,500")]
    uses: Vec<usize>,
    /// The number of fields in one projection.
    #[arg(long, value_delimiter = ',', default_value = "10,50,100,250,500")]
    fields: Vec<usize>,
    /// The depth of one projection, in records.
    #[arg(long, value_delimiter = ',', default_value = "1,2,5,10")]
    depths: Vec<usize>,
    /// Runs of which the median counts.
    #[arg(long, default_value_t = 5)]
    runs: usize,
}

/// The time of `cargo check` of a program: whole, and after a touch of its file.
#[derive(Clone, Copy)]
struct Checked {
    clean: Cost,
    touched: Cost,
}

/// Prints the tables.
pub(crate) fn run(options: &Options) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let (schema, out) = (folder.path().join("schema"), folder.path().join("out"));
    synth::write(&schema, OPERATIONS, 1)?;
    let records = records(&schema)?;
    let most = |sizes: &[usize]| sizes.iter().copied().max().unwrap_or_default();
    std::fs::write(schema.join("area_shapes.yaml"), shapes(most(&options.fields), most(&options.depths)))?;
    checked(Command::new(std::env::current_exe()?).arg("generate").arg("--api").arg(&schema).arg("--out").arg(&out))?;
    let measure = |projections: &[String]| check(&out, projections, options.runs);

    let nothing = measure(&[])?;
    println!("| uses | clean, ms per use | after a touch, ms per use | budget | verdict |");
    println!("| --- | --- | --- | --- | --- |");
    for &uses in &options.uses {
        let of = records.iter().cycle().take(uses);
        let projections: Vec<String> = of.map(|record| format!("{record}: (id, name, place(street, zip))")).collect();
        let cost = measure(&projections)?;
        let clean = each(more(cost.clean, nothing.clean), uses);
        let touched = each(more(cost.touched, nothing.touched), uses);
        // The first use also loads the macro. `/proc` counts CPU time in steps of 10 ms, which matter for so short a time.
        let (budget, within) = match uses {
            1 => ("30 ms once, and 5", clean <= 35.0),
            _ => ("5, and 1 after a touch", clean <= 5.0 && touched <= 1.0),
        };
        println!("| {uses} | {clean:.1} | {touched:.1} | {budget} | {} |", if within { "within" } else { "over" });
    }

    println!("\n| fields of one projection | clean, ms per use | us per field |");
    println!("| --- | --- | --- |");
    for &fields in &options.fields {
        let names: Vec<String> = (0..fields).map(field).collect();
        let clean = more(measure(&vec![format!("Wide: ({})", names.join(", ")); USES])?.clean, nothing.clean);
        println!("| {fields} | {:.1} | {:.0} |", each(clean, USES), each(clean * 1000.0, USES * fields));
    }

    println!("\n| records deep | clean, ms per use | ms per level |");
    println!("| --- | --- | --- |");
    for &depth in &options.depths {
        let clean = more(measure(&vec![format!("Level0: {}", nested(depth)); USES])?.clean, nothing.clean);
        println!("| {depth} | {:.1} | {:.2} |", each(clean, USES), each(clean, USES * depth));
    }
    Ok(())
}

/// The records that the resources of a schema hold.
fn records(schema: &Path) -> Result<Vec<String>> {
    let mut records = Vec::new();
    for entry in std::fs::read_dir(schema)? {
        let text = std::fs::read_to_string(entry?.path())?;
        records.extend(text.lines().filter_map(|line| line.strip_prefix("    collection: ")).map(str::to_owned));
    }
    records.sort();
    Ok(records)
}

/// A record with many fields, and records within each other.
fn shapes(fields: usize, depth: usize) -> String {
    let mut types = "  Wide:\n    fields:\n      id: long\n".to_owned();
    for index in 0..fields {
        let _ = writeln!(types, "      {}?: string", field(index));
    }
    for level in 0..depth {
        let _ = writeln!(types, "  Level{level}:\n    fields:\n      id: long\n      name?: string");
        if level + 1 < depth {
            let _ = writeln!(types, "      inner?: Level{}", level + 1);
        }
    }
    let resource =
        |name: &str, record: &str| format!("  {name}:\n    collection: {record}\n    key: {{id: long}}\n    methods:\n      get:\n");
    let resources = resource("wides", "Wide") + &resource("levels", "Level0");
    format!("product: area_shapes\ndoc: Shapes to project.\ntypes:\n{types}resources:\n{resources}")
}

fn field(index: usize) -> String {
    format!("field{index}")
}

/// A projection of `Level0` nested to the given depth.
fn nested(depth: usize) -> String {
    let inner = if depth > 1 { format!(", inner{}", nested(depth - 1)) } else { String::new() };
    format!("(id, name{inner})")
}

/// Checks a program that uses these projections, each in a function of its own.
fn check(out: &Path, projections: &[String], runs: usize) -> Result<Checked> {
    let mut main = "//! Uses projections.\n\nuse synthetic_client as _;\n".to_owned();
    for (index, projection) in projections.iter().enumerate() {
        let _ = write!(main, "\npub fn use_{index}() {{\n    let _ = synthetic_client::projection!({projection});\n}}\n");
    }
    workspace_around(out, &(main + "\nfn main() {}\n"))?;
    let file = out.join("program/src/main.rs");
    let command = |incremental: &str| {
        let mut command = Command::new(cargo());
        command.args(["check", "--quiet", "--package", "program"]).current_dir(out);
        command.env("CARGO_TARGET_DIR", out.join("target")).env("CARGO_INCREMENTAL", incremental).env_remove("RUSTFLAGS");
        command
    };
    checked(&mut command("0"))?;
    let clean = median(runs, || {
        touch(&file)?;
        cost(&mut command("0"))
    })?;
    checked(&mut command("1"))?;
    let touched = median(runs, || {
        append(&file, "\n")?;
        cost(&mut command("1"))
    })?;
    Ok(Checked { clean, touched })
}

/// The difference in CPU time, in milliseconds.
fn more(cost: Cost, than: Cost) -> f64 {
    cost.cpu.saturating_sub(than.cpu).as_secs_f64() * 1000.0
}

fn each(milliseconds: f64, of: usize) -> f64 {
    u32::try_from(of).ok().filter(|of| *of > 0).map_or(0.0, |of| milliseconds / f64::from(of))
}
