//! Addresses that do not pass the security challenge (`docs/linkedin/webhooks.md`). Subscriptions to leads take them, and no lead is told there.

use restli_sandbox::{Act, Behaviour, Moment, Refused, Standing};

use crate::text::text;

pub(super) const BEHAVIOUR: Behaviour = Behaviour {
    operations: &["webhooks.event_subscriptions.update", "webhooks.developer_webhooks.revalidate_webhook"],
    act: Act::Refuse(refuse),
};

fn refuse(moment: &Moment<'_>) -> Result<(), Refused> {
    match moment.webhook(text(moment.body(), "webhook")) {
        None | Some(Standing::Validated) => Ok(()),
        Some(_) => Err(moment.refuse_as("400", "This URL did not pass the security challenge check")),
    }
}
