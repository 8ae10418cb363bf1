//! A loopback server that answers the calls of this example.

use restli_testing::Server;

/// The answers: beginning of verb and target, status, headers, body. `{server}` stands for the address of the server.
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

/// Starts the server.
pub(crate) fn start() -> std::io::Result<Server> {
    Server::replying(|request| {
        let found = ANSWERS.iter().find(|(start, ..)| request.starts_with(start.as_bytes()));
        let (_, status, headers, body) =
            found.copied().unwrap_or(("", 404, "", r#"{"status":404,"message":"the example does not make this call"}"#));
        format!("HTTP/1.1 {status} Answer\r\nContent-Type: application/json\r\nConnection: close\r\n{headers}\r\n{body}")
    })
}
