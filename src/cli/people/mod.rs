// SPDX-License-Identifier: MPL-2.0
//! `mintur people`: who may sign in, from the command line. A running server knows of it within a second.

mod output;

use clap::{Args, Subcommand};

use super::failure::Failure;
use super::people_file::{BY, OpenPeopleFile, PeopleFileArgs};
use super::{log, say, say_json};
use config::{LogFormat, LogLevel};
use office::names::Actor;
use output::PeopleOutput;
use staff::{
    AccountError, AccountId, AccountName, EventSearch, NewAccount, PeopleStore, Role, SecurityEventKind,
    SessionEnd,
};

#[derive(Debug, Args)]
pub(super) struct PeopleArgs {
    #[command(subcommand)]
    act: PeopleCommand,
    #[command(flatten)]
    file: PeopleFileArgs,
}

#[derive(Debug, Subcommand)]
enum PeopleCommand {
    /// Add an administrator, the first one too; prints a code to choose a password with
    AddAdministrator { name: String },
    /// Add a person; prints a code to choose a password with
    Add {
        name: String,
        /// unit_lead, clerk, supervisor, administrator, management or auditor
        #[arg(long, value_parser = role)]
        role: Role,
        /// The unit a unit lead leads
        #[arg(long)]
        unit: Option<String>,
    },
    /// Show everybody who may sign in
    List,
    /// Give a person another role; what they have open ends
    Role {
        name: String,
        #[arg(value_parser = role)]
        role: Role,
        /// The unit a unit lead leads
        #[arg(long)]
        unit: Option<String>,
    },
    /// Keep a person out; what they have open ends
    Disable { name: String },
    /// Let a person in again
    Enable { name: String },
    /// Take a person's password and second factor away; prints a code to choose new ones with
    Reset { name: String },
    /// End everything a person has open
    EndSessions { name: String },
    /// Show security events: sign-ins, refusals, changes of rights, who read the ledger
    Events {
        /// Only events of one kind, as sign_in_refused
        #[arg(long, value_parser = kind)]
        kind: Option<SecurityEventKind>,
        /// Only events about or by somebody: a pseudonym or a device
        #[arg(long)]
        subject: Option<String>,
        /// The number of the last event already read
        #[arg(long, default_value_t = 0)]
        after: i64,
        /// Most events to show
        #[arg(long, default_value_t = 100)]
        limit: usize,
    },
}

pub(super) fn run(args: &PeopleArgs) -> Result<(), Failure> {
    log::start(LogLevel::Error, LogFormat::Auto);
    let OpenPeopleFile { people, setup, server } = args.file.open()?;
    let output = PeopleOutput { people: &people, office: &setup.id, server: &server };
    let answer = act(&args.act, &people, &output)?;
    if args.file.json { say_json(&answer.json) } else { say(&answer.text) }
}

fn act(
    command: &PeopleCommand,
    people: &PeopleStore,
    output: &PeopleOutput<'_>,
) -> Result<output::TextAndJson, Failure> {
    let by = Actor::from(BY);
    let done = |id: AccountId| output.person(&id);
    match command {
        PeopleCommand::AddAdministrator { name } => {
            add(people, name, Role::Administrator, None).map(|(id, code)| output.code(&id, &code))
        }
        PeopleCommand::Add { name, role, unit } => {
            add(people, name, *role, unit.clone()).map(|(id, code)| output.code(&id, &code))
        }
        PeopleCommand::List => Ok(output.everybody()),
        PeopleCommand::Role { name, role, unit } => {
            let id = find(people, name)?;
            people.change_role(&id, *role, unit.as_deref(), &by).map_err(|error| failure(&error))?;
            Ok(done(id))
        }
        PeopleCommand::Disable { name } => {
            let id = find(people, name)?;
            people.disable_account(&id, &by).map_err(|error| failure(&error))?;
            Ok(done(id))
        }
        PeopleCommand::Enable { name } => {
            let id = find(people, name)?;
            people.enable_account(&id, &by).map_err(|error| failure(&error))?;
            Ok(done(id))
        }
        PeopleCommand::Reset { name } => {
            let id = find(people, name)?;
            let code = people.reset_account(&id, &by).map_err(|error| failure(&error))?;
            Ok(output.code(&id, &code))
        }
        PeopleCommand::EndSessions { name } => {
            let id = find(people, name)?;
            people
                .end_sessions_of(&id, None, SessionEnd::Administrator, Some(&by))
                .map_err(Failure::from_error)?;
            Ok(done(id))
        }
        PeopleCommand::Events { kind, subject, after, limit } => {
            let search = EventSearch {
                kind: *kind,
                subject: subject.clone(),
                after: *after,
                limit: *limit,
                ..EventSearch::default()
            };
            Ok(output.events(&people.events(&search).map_err(Failure::from_error)?))
        }
    }
}

fn add(
    people: &PeopleStore,
    name: &str,
    role: Role,
    unit: Option<String>,
) -> Result<(AccountId, staff::OneTimeCode), Failure> {
    let name: AccountName = name.parse().map_err(Failure::from_error)?;
    people.add_account(&NewAccount { name, role, unit }, &Actor::from(BY)).map_err(|error| failure(&error))
}

/// By sign-in name or pseudonym.
fn find(people: &PeopleStore, name: &str) -> Result<AccountId, Failure> {
    let everybody = people.current();
    let named = name.parse::<AccountName>().ok().and_then(|name| everybody.named(&name));
    let known = || name.parse::<AccountId>().ok().and_then(|id| everybody.account(&id));
    let found = named.or_else(known).map(|account| account.id.clone());
    found.ok_or_else(|| {
        Failure::new(format!("there is nobody called «{name}» here; «mintur people list» shows everybody"))
    })
}

fn failure(error: &AccountError) -> Failure {
    Failure::from_error(error)
}

fn role(text: &str) -> Result<Role, String> {
    Role::named(text).filter(|role| role.is_for_people()).ok_or_else(|| {
        let roles: Vec<&str> =
            Role::ALL.into_iter().filter(|role| role.is_for_people()).map(Role::name).collect();
        format!("one of {}", roles.join(", "))
    })
}

fn kind(text: &str) -> Result<SecurityEventKind, String> {
    SecurityEventKind::named(text).ok_or_else(|| {
        let kinds: Vec<&str> = SecurityEventKind::ALL.iter().map(|kind| kind.name()).collect();
        format!("one of {}", kinds.join(", "))
    })
}
