//! A server that answers the calls of this example, and nothing else.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What is answered: verb and beginning of the target, status, headers, body. `{server}` stands for the server's own address.
const ANSWERS: &[(&str, u16, &str, &str)] = &[
    ("GET /v2/me?", 200, "", ME),
    ("GET /v2/userinfo", 200, "", r#"{"sub":"aB3_xYz-9","name":"Ada Lovell","locale":{"country":"US","language":"en"}}"#),
    ("POST /rest/images?action=initializeUpload", 200, "", r#"{"value":{"uploadUrl":"{server}/upload/1","image":"urn:li:image:C4E10AQ"}}"#),
    ("POST /v2/assets?action=registerUpload", 200, "", REGISTERED),
    ("PUT /upload/", 201, "", ""),
    ("POST /rest/posts", 201, "x-restli-id: urn:li:share:7400000000000000123\r\n", ""),
    ("POST /v2/ugcPosts", 201, "X-RestLi-Id: urn:li:share:7400000000000000009\r\n", r#"{"id":"urn:li:share:7400000000000000009"}"#),
    ("GET /v2/organizations/4400?", 200, "", r#"{"id":4400,"localizedName":"Acme","logoV2":{"original":"urn:li:digitalmediaAsset:C5"}}"#),
    ("GET /rest/networkSizes/", 200, "", r#"{"firstDegreeSize":219145}"#),
    ("GET /rest/organizationalEntityFollowerStatistics?", 200, "", FOLLOWERS),
];

const ME: &str = r#"{"id":"aB3_xYz-9","firstName":{"localized":{"en_US":"Ada"},"preferredLocale":{"country":"US","language":"en"}},
"lastName":{"localized":{"en_US":"Lovell"}},"profilePicture":{"displayImage":"urn:li:digitalmediaAsset:C4D00",
"displayImage~":{"paging":{"count":10,"start":0,"links":[]},"elements":[{"authorizationMethod":"PUBLIC",
"identifiers":[{"identifier":"https://media.example/dms/a.jpg","index":0,"mediaType":"image/jpeg","identifierType":"EXTERNAL_URL"}]}]}}}"#;

const REGISTERED: &str = r#"{"value":{"asset":"urn:li:digitalmediaAsset:C5522","uploadMechanism":
{"com.linkedin.digitalmedia.uploading.MediaUploadHttpRequest":{"headers":{"media-type-family":"STILLIMAGE"},"uploadUrl":"{server}/upload/2"}}}}"#;

const FOLLOWERS: &str = r#"{"elements":[{"organizationalEntity":"urn:li:organization:4400","followerCountsBySeniority":
[{"seniority":"urn:li:seniority:3","followerCounts":{"organicFollowerCount":20,"paidFollowerCount":0}}]}],"paging":{"count":10,"start":0,"links":[]}}"#;

/// Starts the server; gives its address.
pub(crate) async fn start() -> std::io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    let own = url.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let own = own.clone();
            tokio::spawn(async move { answer(stream, &own).await });
        }
    });
    Ok(url)
}

async fn answer(mut stream: TcpStream, own: &str) -> std::io::Result<()> {
    let request = read(&mut stream).await?;
    let found = ANSWERS.iter().find(|(start, ..)| request.starts_with(start.as_bytes()));
    let (_, status, headers, body) =
        found.copied().unwrap_or(("", 404, "", r#"{"status":404,"message":"this example does not ask for that"}"#));
    let body = body.replace("{server}", own);
    let head = format!("HTTP/1.1 {status} Answer\r\nContent-Type: application/json\r\nConnection: close\r\n{headers}");
    stream.write_all(format!("{head}Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes()).await?;
    stream.shutdown().await
}

/// Reads head and body.
async fn read(stream: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    while !is_whole(&request) {
        let count = stream.read(&mut buffer).await?;
        if count == 0 {
            break;
        }
        request.extend_from_slice(buffer.get(..count).unwrap_or_default());
    }
    Ok(request)
}

fn is_whole(request: &[u8]) -> bool {
    let Some(end) = request.windows(4).position(|four| four == b"\r\n\r\n") else { return false };
    let head = String::from_utf8_lossy(request.get(..end).unwrap_or_default()).to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
    request.len() >= end + 4 + length.unwrap_or(0)
}
