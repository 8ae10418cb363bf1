//! Every operation of the manifest, request and response.

use std::fmt::Write as _;

use restli_client::{Error, MethodHeader, Tunnel};
use restli_testing::Server;
use testsuite_client::Client;
use testsuite_client::manifest::WireProtocolOperationTest as Operation;

use super::message::Message;
use super::row::Row;
use super::{calls, snapshot, suite};

#[tokio::test]
async fn every_operation_of_the_manifest() {
    let rows = calls::rows();
    let operations: Vec<Operation> =
        suite::manifest().wire_protocol_test_data.into_iter().flat_map(|resource| resource.operations).collect();
    let known: Vec<&str> = operations.iter().map(|operation| operation.name.as_str()).collect();
    assert_eq!(known, rows.iter().map(|row| row.name).collect::<Vec<_>>(), "the calls are those of the manifest");

    let (mut table, mut differences) = (String::new(), String::new());
    for (operation, row) in operations.iter().zip(&rows) {
        let request = suite::request(operation).map(|file| request(&file, row));
        let response = match suite::response(operation) {
            Some(file) => Some(response(&file, operation, row).await),
            None => None,
        };
        let _ = writeln!(table, "{:<45} request {:<11} response {}", row.name, verdict(request.as_deref()), verdict(response.as_deref()));
        for difference in [request, response].into_iter().flatten().flatten() {
            let _ = writeln!(differences, "{}: {difference}", row.name);
        }
    }
    println!("{table}");
    assert!(differences.is_empty(), "\n{differences}");
    snapshot("operations", &table);
}

/// The word of the table for a request or a response.
fn verdict(differences: Option<&[String]>) -> &'static str {
    match differences {
        None => "not shipped",
        Some([]) => "pass",
        Some(_) => "difference",
    }
}

/// A client as the suite's own was: the method is told on POST only, and no query travels in a body.
fn client(url: &str) -> Client {
    Client::builder().base_url(url).method_header(MethodHeader::PostOnly).tunnel(Tunnel::Never).build().expect("a client")
}

/// Differences between the request and the suite's.
fn request(file: &[u8], row: &Row) -> Vec<String> {
    let expected = match Message::parse(file) {
        Ok(expected) => expected,
        Err(error) => return vec![error],
    };
    match (row.request)(&client("http://127.0.0.1")) {
        Ok(request) => expected.differences(&Message::of(&request)),
        Err(error) => vec![format!("the request cannot be made: {error}")],
    }
}

/// Differences between the decoded response of the suite and the expected one.
async fn response(file: &[u8], operation: &Operation, row: &Row) -> Vec<String> {
    let text = String::from_utf8(file.to_vec()).expect("text");
    let server = Server::answering(vec![text]).expect("a loopback port");
    let answer = (row.send)(&client(server.url())).await;
    let status = u16::try_from(operation.status).expect("a status");
    let mut out = Vec::new();
    match answer {
        Ok(answer) => {
            if answer.status != status {
                out.push(format!("status {} in place of {status}", answer.status));
            }
            out.extend(answer.difference);
        }
        Err(Error::Api(error)) => {
            if error.status.as_u16() != status || status < 400 {
                out.push(format!("status {} in place of {status}", error.status));
            }
            if operation.error_message.is_some() && error.message() != operation.error_message.as_deref() {
                out.push(format!("message\n  expected: {:?}\n  got:      {:?}", operation.error_message, error.message()));
            }
            let trace = error.response.as_ref().and_then(|response| response.stack_trace());
            if trace.is_none() {
                out.push("no stack trace".to_owned());
            }
        }
        Err(error) => out.push(error.to_string()),
    }
    out
}

/// The files are what the suite's description says: a wrong checkout (line ends!) is told from a wrong client.
#[test]
fn the_files_came_whole() {
    for operation in suite::manifest().wire_protocol_test_data.iter().flat_map(|resource| &resource.operations) {
        for file in [suite::request(operation), suite::response(operation)].into_iter().flatten() {
            let message = Message::parse(&file).unwrap_or_else(|error| panic!("{}: {error}", operation.name));
            let (length, told) = message.lengths();
            assert!(told.is_none_or(|told| told == length), "{}: {told:?} octets are {length}", operation.name);
        }
    }
}

/// The target on the wire equals the target that was built: no URL type has rewritten it.
#[tokio::test]
async fn the_target_is_sent_as_it_was_built() {
    for row in calls::rows() {
        let server = Server::answering(vec![restli_testing::json(200, "{}")]).expect("a loopback port");
        let client = client(server.url());
        let request = (row.request)(&client).unwrap_or_else(|error| panic!("{}: {error}", row.name));
        let _ = (row.send)(&client).await;
        let sent = server.requests();
        let line = sent.first().and_then(|request| request.lines().next());
        assert_eq!(line, Some(Message::of(&request).start()), "{}", row.name);
    }
}
