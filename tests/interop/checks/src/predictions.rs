//! Predictions of the toolkit for masks and patches, compared with the server's results (`docs/protocol.md §5, §6`).

use anyhow::{Context as _, Result, ensure};
use http::Method;
use interop_client::Client;
use interop_client::restli_interop::Widget;
use restli_client::core::Json;
use restli_client::core::patch::Patch;
use restli_client::core::projection::parse_mask;
use serde_json::json;

use crate::check::{checks, same};

checks![masks, masks_that_are_none, patches];

/// Masks for the entity of [`whole`].
const MASKS: [&str; 73] = [
    "name",
    "name,colour,nothing",
    "nothing",
    "size",
    "size:(width)",
    "size:(nothing)",
    "size:($*)",
    "size:()",
    "tags",
    "tags:($*)",
    "tags:($start:1)",
    "tags:($count:1)",
    "tags:($start:1,$count:1)",
    "tags:($*,$start:1,$count:5)",
    "tags:($start:9)",
    "sizes:($*:(unit))",
    "sizes:($*:(width),$start:1)",
    "sizes:($*:(nothing))",
    "labels:(a)",
    "labels:($*)",
    "labels:($$k)",
    "rooms:($*:(width),hall)",
    "rooms:($*:(width),hall:(height))",
    "choice",
    "choice:(restli.interop.Size)",
    "choice:(restli.interop.Size:(width))",
    "choice:(string)",
    "reach:(mail)",
    "$*",
    "$*,-size",
    "-name",
    "-size:(width)",
    "$*:($*)",
    "name:(x)",
    "name:()",
    "name:($*)",
    "name:(-x),$*",
    "name:($*),$*:($*)",
    "size:(-width),$*",
    "name:($start:1)",
    "size:($start:1)",
    "tags:(x)",
    "tags:($*:(a))",
    "labels:(a:(b))",
    "labels:($*:($*))",
    "choice:(restli.interop.Size:(width:(x)))",
    "$*:(width)",
    "$*:(-width)",
    "$*:($*:(width))",
    "name,$*:($*)",
    "name:($*),$*",
    "-$*",
    "-$*,name",
    "size:($*,-width)",
    "sizes:(-$*)",
    "sizes:($*:(-width))",
    "rooms:(hall,$*:(-width))",
    "rooms:(hall,$*:())",
    "rooms:(hall:(width),$*:(-width))",
    "rooms:(hall:(-width),$*:(-height))",
    "rooms:(hall:(-width),bath)",
    "rooms:(hall:(width:(-x)),bath)",
    "rooms:($*:(-width)),name",
    "size:(width,$*:(-x))",
    "size:(width,$*:(x))",
    "size:(-width),$*:(name)",
    "size:(-width),rooms:(hall)",
    "size:(),name",
    "name:(-x),size",
    "sizes:($*:(-width)),name",
    "sizes:($*:(-width),$start:1)",
    "$*:(hall,$*:(-width))",
    "name,,size,colour,",
];

async fn masks(client: Client) -> Result<()> {
    let whole = stored(&client, &whole()).await?;
    for mask in MASKS {
        let projection = parse_mask(mask).with_context(|| format!("`{mask}` is not read"))?;
        let server = client.runtime().raw(Method::GET, &format!("/widgets/77?fields={mask}"), None).await;
        match (projection.apply(&whole), server) {
            (Ok(predicted), Ok(answered)) => same(mask, answered, predicted)?,
            (Err(_), Err(_)) => {}
            (predicted, answered) => anyhow::bail!("{mask}\n  predicted: {predicted:?}\n  answered:  {answered:?}"),
        }
    }
    Ok(())
}

async fn masks_that_are_none(client: Client) -> Result<()> {
    stored(&client, &whole()).await?;
    for mask in ["name:colour", "size:(width", "size)", ":(a)", "tags:($start:-1)", "(name,colour)", "List(name)", "size:+(width)"] {
        ensure!(parse_mask(mask).is_err(), "`{mask}` is read");
        let answer = client.runtime().raw(Method::GET, &format!("/widgets/77?fields={mask}"), None).await;
        let status = answer.as_ref().err().and_then(restli_client::Error::status).map(|status| status.as_u16());
        ensure!(status == Some(400), "`{mask}`: {answer:?}");
    }
    Ok(())
}

async fn patches(client: Client) -> Result<()> {
    let others = [
        json!({"name": "other"}),
        json!({"name": "w", "size": {"width": 1, "height": 3}}),
        json!({"name": "w", "size": {"width": 1, "height": 2, "unit": "it's (m)"}, "tags": ["b", "a"]}),
        json!({"name": "w", "labels": {"a": "z", "new, (one)": "y"}, "rooms": {"hall": {"width": 9, "height": 4}}}),
        json!({"name": "w", "choice": {"string": "s"}, "reach": {"post": "p"}}),
        json!({"name": "w", "choice": {"restli.interop.Size": {"width": 8, "height": 1}}}),
        json!({"name": "w", "count": 1, "large": i64::MAX, "ready": false, "payload": "\u{0}\u{ff}", "labels": {"$k": "v"}}),
    ];
    for other in others {
        for (from, to) in [(&whole(), &other), (&other, &whole())] {
            let original = stored(&client, from).await?;
            let modified = stored(&client, to).await?;
            stored(&client, from).await?;
            let Ok(patch) = Patch::diff(&original, &modified) else { continue };
            let body: Json = serde_json::from_str(&patch.to_json())?;
            let request = client.runtime().raw(Method::POST, "/widgets/77", Some(&body)).header("X-RestLi-Method", "partial_update");
            let answer = request.await.with_context(|| format!("{body}"))?;
            same(&format!("what the server makes of {body}"), &answer, &modified)?;
            same(&format!("what is predicted of {body}"), patch.apply(&original)?, modified)?;
        }
    }
    Ok(())
}

fn whole() -> Json {
    json!({
        "name": "w",
        "count": -1,
        "colour": "GREEN",
        "size": {"width": 1, "height": 2, "unit": "m"},
        "tags": ["a", "b", "c"],
        "labels": {"a": "x", "b": "y", "$k": "z"},
        "sizes": [{"width": 1, "height": 2}, {"width": 3, "height": 4, "unit": "cm"}],
        "rooms": {"hall": {"width": 5, "height": 6}, "bath": {"width": 7, "height": 8}},
        "choice": {"restli.interop.Size": {"width": 9, "height": 10}},
        "reach": {"mail": "a@b"},
    })
}

/// The entity as the server has it.
async fn stored(client: &Client, entity: &Json) -> Result<Json> {
    let widget: Widget = restli_client::core::json::from_slice(entity.to_string().as_bytes())?;
    client.widgets().update(77, &widget).await?;
    Ok(client.runtime().raw(Method::GET, "/widgets/77", None).await?)
}
