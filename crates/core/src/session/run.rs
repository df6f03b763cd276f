//! Carrying out what policies decide, from Connect to the end of the last attempt.

use super::{Context, Effect, Outcome, SendId, SendRefusal, Sending, Session, System};
use crate::ending::Ending;
use crate::entry::{Message, Note, Tag};
use crate::payload::OwnedPayload;
use crate::plan::Plan;
use crate::policies::{Act, News, Policies, Queued, Report, Waiting};
use crate::time::Timestamp;

/// The policies of a connection, and the plan of its attempts.
#[derive(Debug)]
pub(super) struct Run {
    plan: Plan,
    policies: Box<dyn Policies>,
}

impl Run {
    pub(super) fn new(plan: Plan, policies: Box<dyn Policies>) -> Self {
        Self { plan, policies }
    }

    pub(super) fn due(&self) -> Option<Timestamp> {
        self.policies.due()
    }

    pub(super) fn hear(&mut self, now: Timestamp, news: News<'_>) {
        self.policies.hear(now, news);
    }

    pub(super) fn message(&mut self, at: Timestamp, message: &Message<'_>) -> Option<Tag> {
        self.policies.message(at, message)
    }
}

impl Session {
    /// The wait for the next attempt.
    pub(super) fn waiting(&self) -> Option<Waiting> {
        self.report()?.waiting
    }

    /// The state of the policies, if there are any.
    pub fn report(&self) -> Option<Report> {
        self.run.as_ref().map(|run| run.policies.report())
    }

    /// How many attempts were in vain before the last one was the last.
    pub fn gave_up(&self) -> Option<u32> {
        self.gave_up
    }

    /// Whether a message that a person sends now goes to the outbox.
    pub fn queues(&self) -> bool {
        let is_closing = self
            .attempt
            .as_ref()
            .is_some_and(|attempt| attempt.may_send() == Err(SendRefusal::Closing));
        !is_closing && self.run.as_ref().is_some_and(|run| run.policies.queues())
    }

    /// The messages in the outbox from the `start`th on, at most `count`.
    pub fn queued(&self, start: usize, count: usize) -> Vec<Queued> {
        let run = self.run.as_ref();
        run.map_or_else(Vec::new, |run| run.policies.queued(start, count))
    }

    /// Takes a message out of the outbox. Does nothing if it is not there any more.
    pub(crate) fn cancel(&mut self, id: SendId, context: &mut Context<'_>) {
        if self.run.as_mut().is_some_and(|run| run.policies.cancel(id)) {
            self.stats.cancelled += 1;
            context.effects.push_back(Effect::Settled(id, Outcome::Cancelled));
        }
    }

    /// Puts a message into the outbox; `None` if it is not for the outbox now.
    pub(super) fn queue(
        &mut self,
        id: SendId,
        payload: &OwnedPayload,
        context: &mut Context<'_>,
    ) -> Result<Option<Sending>, SendRefusal> {
        let queues = self.queues();
        let Some(run) = self.run.as_mut().filter(|_| queues) else {
            return Ok(None);
        };
        run.policies.queue(context.now, id, payload.clone())?;
        self.follow_policies(context);
        Ok(Some(Sending::Queued))
    }

    pub(super) fn tell(&mut self, news: News<'_>, context: &mut Context<'_>) {
        if let Some(run) = &mut self.run {
            run.hear(context.now, news);
        }
    }

    /// Does what the policies decide, until they have nothing more to do now.
    pub(super) fn follow_policies(&mut self, context: &mut Context<'_>) {
        loop {
            let buffered = self.buffered();
            let Some(run) = &mut self.run else { return };
            let Some(act) = run.policies.next(context.now, buffered) else {
                return;
            };
            self.perform(act, context);
        }
    }

    /// How many bytes the socket was given and has not sent.
    pub(super) fn buffered(&self) -> u64 {
        self.attempt.as_ref().map_or(0, |attempt| {
            attempt.buffered.saturating_add(attempt.sends.bytes())
        })
    }

    pub(super) fn perform(&mut self, act: Act, context: &mut Context<'_>) {
        match act {
            Act::Send(payload, tag, id) => {
                let id = id.unwrap_or_else(|| context.ids.next_send());
                let Some(attempt) = self.attempt.as_mut().filter(|attempt| attempt.is_open()) else {
                    // It closed before its turn came.
                    if !tag.is_by_itself() {
                        self.unsent(id, context);
                    }
                    return;
                };
                let bytes = payload.as_payload().bytes().len();
                attempt.sends.begin(id, bytes, Some(tag));
                context
                    .effects
                    .push_back(Effect::Transmit(attempt.link.id, id, payload));
            }
            Act::Attempt(number) => {
                let Some(run) = &mut self.run else { return };
                let plan = run.plan.clone();
                run.hear(context.now, News::Started);
                context.record(System::Note(Note::Attempt {
                    number,
                    url: plan.target.url().to_owned(),
                }));
                self.attempt_to(plan, context);
            }
            Act::Note(note) => context.record(System::Note(note)),
            Act::Abandon(args) => {
                if let Some(attempt) = &self.attempt {
                    context
                        .effects
                        .push_back(Effect::Close(attempt.link.id, Some(args)));
                }
                self.end(Ending::Dead, None, context);
            }
            Act::Close(args) => {
                let ending = Ending::Unanswered { asked: args.code() };
                self.close(args, ending, context);
            }
            Act::Unsent(id) => self.unsent(id, context),
            Act::Over(gave_up) => {
                self.run = None;
                self.gave_up = gave_up;
            }
        }
    }

    fn unsent(&mut self, id: SendId, context: &mut Context<'_>) {
        self.stats.not_sent += 1;
        context.effects.push_back(Effect::Settled(id, Outcome::NotSent));
    }
}
