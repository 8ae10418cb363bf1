//! Entries of a file after restarts, kills and other programs.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use rusqlite::Connection;

use super::{Persist, Row};

/// The variable with the file that the child writes to.
const FILE: &str = "RESTLI_SANDBOX_TEST_FILE";

fn row(collection: &str, key: &str, order: u64, value: &str) -> Row {
    Row { collection: collection.to_owned(), key: key.to_owned(), order, value: value.to_owned() }
}

fn refusal(path: &Path) -> String {
    Persist::open(path).expect_err("a refusal").to_string()
}

#[test]
fn entries_are_there_when_the_file_is_opened_again_in_their_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("world.db");
    let (file, rows) = Persist::open(&path).expect("a new file");
    assert_eq!(rows, []);
    for (key, order, value) in [("9", 0, "first"), ("1", 1, "second"), ("5", 2, "third"), ("1", 1, "changed")] {
        file.put("things", key, order, value).expect("a change");
    }
    file.put("others", "5", 0, "other").expect("a change");
    file.delete("things", "5").expect("a change");
    file.delete("things", "6").expect("no change");
    drop(file);
    let (_, rows) = Persist::open(&path).expect("the file");
    assert_eq!(rows, [row("others", "5", 0, "other"), row("things", "9", 0, "first"), row("things", "1", 1, "changed")]);
}

#[test]
fn file_of_something_else_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = folder.path().join("notes.txt");
    let content = "These are notes, and no database. ".repeat(40);
    std::fs::write(&text, &content).expect("a file");
    assert_eq!(
        refusal(&text),
        format!("{} is no file of a sandbox, and is left as it is: name another file, or one that does not exist", text.display())
    );
    assert_eq!(std::fs::read_to_string(&text).expect("the file"), content);
    let other = folder.path().join("shop.db");
    Connection::open(&other).and_then(|file| file.execute_batch("CREATE TABLE orders (id INTEGER)")).expect("a database");
    let before = std::fs::read(&other).expect("the database");
    assert!(refusal(&other).contains("is no file of a sandbox"));
    assert_eq!(std::fs::read(&other).expect("the database"), before);
}

#[test]
fn file_of_a_later_release_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("world.db");
    drop(Persist::open(&path).expect("a new file"));
    Connection::open(&path).and_then(|file| file.execute_batch("PRAGMA user_version = 7")).expect("a change");
    assert!(refusal(&path).contains("tables of version 7, and this release reads version 1"));
}

#[test]
fn file_that_is_open_is_refused_until_it_is_closed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("world.db");
    let (first, _) = Persist::open(&path).expect("a new file");
    assert!(refusal(&path).contains("is in use by another sandbox"));
    first.put("things", "1", 0, "still writes").expect("a change");
    drop(first);
    let (again, rows) = Persist::open(&path).expect("the file");
    assert_eq!(rows.len(), 1);
    assert!(refusal(&path).contains("is in use by another sandbox"));
    drop(again);
}

#[test]
fn path_that_leads_nowhere_is_refused_with_its_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("missing").join("world.db");
    assert!(refusal(&path).starts_with(&path.display().to_string()));
    assert!(refusal(Path::new("")).contains("check the folder"));
}

/// The child of the next test: it writes until it is killed, and says so after each entry.
#[test]
fn child_that_writes_until_it_is_killed() {
    let Some(path) = std::env::var_os(FILE) else { return };
    let (file, rows) = Persist::open(Path::new(&path)).expect("the file");
    let mut out = std::io::stdout().lock();
    for number in u64::try_from(rows.len()).expect("few").. {
        file.put("things", &number.to_string(), number, &"x".repeat(2000)).expect("a change");
        writeln!(out, "\nwritten {number}").and_then(|()| out.flush()).expect("a parent");
    }
}

#[test]
fn killed_program_leaves_every_acknowledged_entry() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("world.db");
    let mut before = 0;
    for round in 1..=5 {
        let mut child = Command::new(std::env::current_exe().expect("this program"))
            .args(["persist::tests::child_that_writes_until_it_is_killed", "--exact", "--nocapture"])
            .env(FILE, &path)
            .stdout(Stdio::piped())
            .spawn()
            .expect("a child");
        let mut told = BufReader::new(child.stdout.take().expect("its output")).lines().map_while(Result::ok);
        let number = |line: String| line.strip_prefix("written ")?.parse::<usize>().ok();
        let mut last = told.by_ref().filter_map(number).nth(round * 7).expect("some entries");
        child.kill().expect("a kill");
        last = told.filter_map(number).last().unwrap_or(last);
        child.wait().expect("an end");
        let (_, rows) = Persist::open(&path).expect("a whole file");
        assert!(last > before && rows.len() > last, "{} entries, {last} was acknowledged", rows.len());
        for (number, row) in rows.iter().enumerate() {
            assert_eq!((row.order, row.value.len()), (number as u64, 2000));
        }
        before = last;
    }
}
