// SPDX-License-Identifier: MPL-2.0
//! Answers to commands: read right after the command was decided, given once it is on disk.

use super::handle::{NoAnswer, Reply};
use office::gap::Gap;
use office::policy::Policy;
use office::refusal::Refusal;
use office::ticket::Ticket;
use office::{Decided, Office, Subject};

/// What a command led to; `repeated` when an earlier request with the same key had led to it.
#[derive(Clone, Debug)]
pub struct Answered<A> {
    pub value: A,
    pub repeated: bool,
}

/// What a command may be answered with.
pub trait Answer: Sized + Send + 'static {
    /// What the command was about, as it is now; nothing where the office does not have it.
    fn read(office: &Office, subject: &Subject) -> Option<Self>;
}

impl Answer for Box<Ticket> {
    fn read(office: &Office, subject: &Subject) -> Option<Self> {
        match subject {
            Subject::Ticket(id) | Subject::Call(id) => office.ticket(*id).cloned().map(Self::new),
            Subject::Gap(_) | Subject::Nothing => None,
        }
    }
}

impl Answer for Box<Gap> {
    fn read(office: &Office, subject: &Subject) -> Option<Self> {
        match subject {
            Subject::Gap(id) => office.gap(*id).cloned().map(Self::new),
            Subject::Ticket(_) | Subject::Call(_) | Subject::Nothing => None,
        }
    }
}

impl Answer for Box<Policy> {
    fn read(office: &Office, _: &Subject) -> Option<Self> {
        Some(Self::new(office.policy().clone()))
    }
}

/// The command was obeyed; nothing of the office is shown.
impl Answer for () {
    fn read(_: &Office, _: &Subject) -> Option<Self> {
        Some(())
    }
}

/// Reads the answer in the office as it stands right after the command: a later one in the same batch changes nothing.
pub(super) type ReadAnswer = Box<dyn FnOnce(&Office, Result<&Decided, Refusal>) -> Pending + Send>;

/// An answer that waits for the commit, and is given with what came of it.
pub(super) type Pending = Box<dyn FnOnce(Result<(), NoAnswer>)>;

pub(super) fn read_answer<A: Answer>(reply: Reply<Answered<A>>) -> ReadAnswer {
    Box::new(|office, decided| {
        let answer = decided.map_err(NoAnswer::Refused).and_then(|decided| {
            let value = A::read(office, &decided.subject).ok_or(NoAnswer::NoSubject)?;
            Ok(Answered { value, repeated: decided.repeated })
        });
        Box::new(|committed| drop(reply.send(after_commit(answer, committed))))
    })
}

/// A refusal changes nothing, so it stands whatever came of the commit.
fn after_commit<A>(answer: Result<A, NoAnswer>, committed: Result<(), NoAnswer>) -> Result<A, NoAnswer> {
    if matches!(answer, Err(NoAnswer::Refused(_))) { answer } else { committed.and(answer) }
}
