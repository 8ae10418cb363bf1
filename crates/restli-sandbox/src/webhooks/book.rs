//! The book of webhooks: addresses and deliveries, and what is due.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::Duration;

use bytes::Bytes;
use restli_core::Time;
use tokio::sync::watch;

use super::delivery::{Attempt, Delivery, DeliveryState, Mishap};
use super::registration::{Registration, Standing};
use super::style::WebhookStyle;

/// The most deliveries that are kept; older ones are forgotten.
const KEPT: usize = 1_000;

/// The book, and those who wait for its changes.
#[derive(Debug, Default)]
pub(crate) struct Webhooks {
    pub(crate) book: Mutex<Book>,
    pub(crate) changes: watch::Sender<u64>,
}

impl Webhooks {
    /// Tells of a change, of the book or of the clock.
    pub(crate) fn ring(&self) {
        self.changes.send_modify(|count| *count = count.wrapping_add(1));
    }
}

/// Addresses and deliveries.
#[derive(Debug, Default)]
pub(crate) struct Book {
    registrations: Vec<Registration>,
    deliveries: VecDeque<Delivery>,
    count: u64,
}

/// A call that is due.
#[derive(Debug)]
pub(super) enum Due {
    Validation { address: String, app: String },
    Call { number: u64, address: String, body: Bytes, signature: String },
}

/// A delivery to be made.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) event: String,
    pub(super) address: String,
    pub(super) body: Bytes,
    pub(super) signature: String,
    pub(super) repeats: Option<u64>,
    pub(super) mishap: Option<Mishap>,
}

impl Book {
    pub(crate) fn registrations(&self) -> &[Registration] {
        &self.registrations
    }

    pub(crate) fn registration(&self, address: &str) -> Option<&Registration> {
        self.registrations.iter().find(|one| one.address == address)
    }

    pub(crate) fn deliveries(&self) -> impl DoubleEndedIterator<Item = &Delivery> {
        self.deliveries.iter()
    }

    pub(crate) fn delivery(&self, number: u64) -> Option<&Delivery> {
        self.deliveries.iter().find(|one| one.number == number)
    }

    /// The number of the last delivery.
    pub(super) fn count(&self) -> u64 {
        self.count
    }

    /// Registers an address for some events of an app; it is validated at once. An address that is known is told of these events, too.
    pub(super) fn register(&mut self, address: &str, events: &[String], app: &str, now: Time) {
        let (standing, next) = (Standing::Pending, Some(now));
        if let Some(known) = self.find(address) {
            known.events.extend(events.iter().filter(|event| !known.events.contains(event)).cloned().collect::<Vec<_>>());
            app.clone_into(&mut known.app);
            (known.standing, known.next, known.failures, known.failure) = (standing, next, 0, None);
        } else {
            let (address, app) = (address.to_owned(), app.to_owned());
            let new = Registration { address, events: events.to_vec(), app, standing, failures: 0, failure: None, next, is_checked: false };
            self.registrations.push(new);
        }
    }

    /// Adds a delivery that is due at a time, and returns its number.
    pub(super) fn add(&mut self, draft: Draft, due: Time) -> u64 {
        self.count += 1;
        let Draft { event, address, body, signature, repeats, mishap } = draft;
        let (attempts, state) = (Vec::new(), DeliveryState::Waiting);
        let next = Some(due);
        self.deliveries.push_back(Delivery {
            number: self.count,
            event,
            address,
            body,
            signature,
            repeats,
            mishap,
            attempts,
            state,
            next,
            is_called: false,
        });
        if self.deliveries.len() > KEPT {
            self.deliveries.pop_front();
        }
        self.count
    }

    /// Takes the calls that are due.
    pub(super) fn take_due(&mut self, now: Time) -> Vec<Due> {
        let mut due = Vec::new();
        for one in &mut self.registrations {
            if !one.is_checked && one.next.is_some_and(|next| next <= now) {
                one.is_checked = true;
                due.push(Due::Validation { address: one.address.clone(), app: one.app.clone() });
            }
        }
        for one in &mut self.deliveries {
            let is_good = |known: &Registration| known.address == one.address && known.standing == Standing::Validated;
            if is_due(one, now) && self.registrations.iter().any(is_good) {
                one.is_called = true;
                let (address, body, signature) = (one.address.clone(), one.body.clone(), one.signature.clone());
                due.push(Due::Call { number: one.number, address, body, signature });
            }
        }
        due
    }

    /// The time of the next call; `None` if none follows without another change.
    pub(super) fn next(&self) -> Option<Time> {
        let checks = self.registrations.iter().filter(|one| !one.is_checked).filter_map(|one| one.next);
        let calls = self.deliveries.iter().filter(|one| !one.is_called && !self.is_pending(&one.address)).filter_map(|one| one.next);
        checks.chain(calls).min()
    }

    /// Returns whether nothing is due or under way.
    pub(super) fn is_idle(&self, now: Time) -> bool {
        let is_checked = |one: &Registration| one.is_checked || one.next.is_some_and(|next| next <= now);
        !self.registrations.iter().any(is_checked) && !self.deliveries.iter().any(|one| one.is_called || is_due(one, now))
    }

    /// Writes down the end of a validation.
    pub(super) fn validated(&mut self, style: &WebhookStyle, address: &str, outcome: Result<(), String>, now: Time) {
        let Some(one) = self.find(address) else { return };
        one.is_checked = false;
        one.failures = if outcome.is_ok() { 0 } else { one.failures.saturating_add(1) };
        one.failure = outcome.err();
        one.standing = match one.standing {
            _ if one.failures == 0 => Standing::Validated,
            Standing::Validated if one.failures < style.failures => Standing::Validated,
            Standing::Validated | Standing::Blocked => Standing::Blocked,
            Standing::Pending | Standing::Failed => Standing::Failed,
        };
        one.next = (one.standing == Standing::Validated).then(|| later(now, style.revalidation));
        if one.next.is_none() {
            for waiting in self.deliveries.iter_mut().filter(|one| one.address == address && !one.is_called && one.next.is_some()) {
                (waiting.state, waiting.next) = (DeliveryState::Dropped, None);
            }
        }
    }

    /// Gets an address ready for an event, and returns the id of its app. An address that is new, or failed its first validation, is validated
    /// before. `None` for one that is blocked.
    pub(super) fn ready(&mut self, address: &str, first_app: &str, now: Time) -> Option<String> {
        let (standing, app) = self.registration(address).map_or((Standing::Failed, first_app), |one| (one.standing, &one.app));
        let app = app.to_owned();
        if standing == Standing::Failed {
            self.register(address, &[], &app, now);
        }
        (standing != Standing::Blocked).then_some(app)
    }

    /// Writes down the end of a call.
    pub(super) fn called(&mut self, style: &WebhookStyle, number: u64, attempt: Attempt, now: Time) {
        let is_out = |known: &&Registration| matches!(known.standing, Standing::Failed | Standing::Blocked);
        let out: Vec<String> = self.registrations.iter().filter(is_out).map(|known| known.address.clone()).collect();
        let Some(one) = self.deliveries.iter_mut().find(|one| one.number == number) else { return };
        let is_accepted = attempt.outcome.as_ref().is_ok_and(|status| style.accepts(&one.event, *status));
        one.is_called = false;
        one.attempts.push(attempt);
        let (calls, every) = style.repeats_of(&one.event);
        let follows = !is_accepted && !out.contains(&one.address) && u32::try_from(one.attempts.len()).is_ok_and(|made| made < calls);
        one.next = follows.then(|| later(now, every));
        one.state = match () {
            () if is_accepted => DeliveryState::Delivered,
            () if follows => DeliveryState::Waiting,
            () => DeliveryState::Dropped,
        };
        if is_accepted && one.mishap == Some(Mishap::Twice) {
            let again = again(one);
            self.add(again, now);
        }
    }

    fn find(&mut self, address: &str) -> Option<&mut Registration> {
        self.registrations.iter_mut().find(|one| one.address == address)
    }

    fn is_pending(&self, address: &str) -> bool {
        self.registration(address).is_some_and(|one| one.standing == Standing::Pending)
    }
}

/// The same delivery once more.
pub(super) fn again(one: &Delivery) -> Draft {
    let Delivery { number, event, address, body, signature, .. } = one.clone();
    Draft { event, address, body, signature, repeats: Some(number), mishap: None }
}

fn is_due(one: &Delivery, now: Time) -> bool {
    !one.is_called && one.next.is_some_and(|next| next <= now)
}

pub(super) fn later(time: Time, by: Duration) -> Time {
    Time::from_millis(time.as_millis().saturating_add(i64::try_from(by.as_millis()).unwrap_or(i64::MAX)))
}
