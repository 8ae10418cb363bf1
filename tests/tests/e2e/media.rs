//! Media rules: what breaks one never leaves this machine.

use linkedin::Error;
use linkedin::api::media::{ASSET_DOCUMENT, ASSET_VIDEO, IMAGE};
use linkedin::upload::{AssetKind, upload_asset, upload_document, upload_image, upload_video};
use linkedin::urns::PersonUrn;
use restli_client::Media;
use serde_json::json as value;

use crate::desk::Desk;
use crate::{PNG, snapshot};

/// The beginning of a video.
const MP4: &[u8] = b"\0\0\0\x18ftypmp42\0\0\0\0";

#[tokio::test]
async fn upload_that_breaks_a_rule_is_refused_before_a_byte_is_sent() {
    let desk = Desk::new(value!({})).await;
    let client = &desk.client;
    let owner = || PersonUrn::new("ABC123");
    let mut huge = PNG.to_vec();
    huge[16..24].copy_from_slice(&[0, 0, 0x20, 0, 0, 0, 0x20, 0]);
    let mut large = PNG.to_vec();
    large.resize(9 << 20, 0);
    let refused = [
        ("an image that is a document", upload_image(client, owner(), b"%PDF-1.7".as_slice()).await.map(|_| ())),
        ("an image of too many pixels", upload_image(client, owner(), huge).await.map(|_| ())),
        ("a document that is a table", upload_document(client, owner(), "table.xls", b"?".as_slice()).await.map(|_| ())),
        ("a video that is too small", upload_video(client, owner(), MP4).await.map(|_| ())),
        ("the guide's image, 9 MB", upload_asset(client, AssetKind::Image, owner(), large).await.map(|_| ())),
        ("the guide's video that is an image", upload_asset(client, AssetKind::Video, owner(), PNG).await.map(|_| ())),
        (
            "a picture by hand",
            client
                .runtime()
                .upload(&format!("{}/up", desk.sandbox.base_url()), b"BM".as_slice())
                .rule(&IMAGE)
                .file_name("a.bmp")
                .await
                .map(|_| ()),
        ),
    ];
    let mut messages = String::new();
    for (what, result) in refused {
        let error = result.expect_err(what);
        assert!(matches!(error, Error::Media(_) | Error::Upload(_)), "{what}: {error}");
        messages.extend([what, "\n", &error.to_string(), "\n\n"]);
    }
    client.userinfo().get().await.expect("the server is there");
    assert_eq!(desk.requests().len(), 1, "and has seen nothing else");
    snapshot("media", &messages);
}

/// The table of the guide: formats, 8 MB, 5 GB and 15 minutes, 100 MB. Its sizes are told, not made.
#[test]
fn the_limits_of_the_guide() {
    let video = |size, seconds| ASSET_VIDEO.check(&Media { bytes: MP4, size: Some(size), seconds: Some(seconds), ..Media::default() });
    assert_eq!(video(5 << 30, 15 * 60), Ok(()));
    assert_eq!(video((5 << 30) + 1, 15 * 60 + 1).expect_err("too large, too long").broken.len(), 2);
    let quicktime = Media { bytes: b"\0\0\0\x14ftypqt  \0\0\0\0", ..Media::default() };
    assert_eq!(ASSET_VIDEO.check(&quicktime), Ok(()));
    let document = |name, size| ASSET_DOCUMENT.check(&Media { bytes: b"?", size: Some(size), file_name: Some(name), ..Media::default() });
    for name in ["a.pdf", "a.PPT", "a.doc"] {
        assert_eq!(document(name, 100 << 20), Ok(()), "{name}");
        assert!(document(name, (100 << 20) + 1).is_err(), "{name}");
    }
    assert!(document("a.txt", 1).is_err());
}
