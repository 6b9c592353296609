// SPDX-License-Identifier: MPL-2.0
//! What `mintur people` prints: text for a person, or one JSON object for a program.

use jiff::Timestamp;
use serde::Serialize;

use config::Server;
use office::names::OfficeId;
use staff::{Account, AccountId, CODE_HOURS, OneTimeCode, PeopleStore, SecurityEvent};

pub(super) struct PeopleOutput<'o> {
    pub people: &'o PeopleStore,
    pub office: &'o OfficeId,
    pub server: &'o Server,
}

/// The same in both forms.
pub(super) struct TextAndJson {
    pub text: String,
    pub json: PeopleJson,
}

#[derive(Serialize)]
pub(super) struct PeopleJson {
    office: OfficeId,
    #[serde(flatten)]
    shown: ShownPeople,
    #[serde(flatten)]
    code: Option<OneTimeCodeJson>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum ShownPeople {
    Person(Option<PersonJson>),
    People(Vec<PersonJson>),
    Events(Vec<SecurityEventJson>),
}

#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "four independent facts of the JSON")]
struct PersonJson {
    id: String,
    name: String,
    role: &'static str,
    unit: Option<String>,
    disabled: bool,
    has_password: bool,
    has_second_factor: bool,
    from_provider: bool,
    sessions: usize,
}

#[derive(Serialize)]
struct OneTimeCodeJson {
    one_time_code: String,
    valid_hours: i64,
    sign_in: String,
}

#[derive(Serialize)]
struct SecurityEventJson {
    seq: i64,
    at: String,
    kind: &'static str,
    subject: Option<String>,
    actor: Option<String>,
    address: Option<String>,
    detail: Option<String>,
}

impl PeopleOutput<'_> {
    pub fn everybody(&self) -> TextAndJson {
        let people = self.people.current();
        let lines: Vec<String> = people.accounts().map(|account| self.line(account)).collect();
        let text = if lines.is_empty() {
            "Nobody yet; «mintur people add-administrator NAME» adds the first.".to_owned()
        } else {
            lines.join("\n")
        };
        let people = people.accounts().map(|account| self.described(account)).collect();
        TextAndJson { text, json: self.json(ShownPeople::People(people)) }
    }

    pub fn person(&self, id: &AccountId) -> TextAndJson {
        let people = self.people.current();
        let account = people.account(id);
        TextAndJson {
            text: account.map(|account| self.line(account)).unwrap_or_default(),
            json: self.json(ShownPeople::Person(account.map(|account| self.described(account)))),
        }
    }

    pub fn code(&self, id: &AccountId, code: &OneTimeCode) -> TextAndJson {
        let TextAndJson { text, mut json } = self.person(id);
        let (shown, address) = (code.shown(), self.address());
        let text = format!(
            "{text}\n\nOne-time code: {shown}\nIt can be used once, within {CODE_HOURS} hours.\n\n\
             Next: open {address}, write the name and this code, and choose a password."
        );
        json.code = Some(OneTimeCodeJson { one_time_code: shown, valid_hours: CODE_HOURS, sign_in: address });
        TextAndJson { text, json }
    }

    pub fn events(&self, events: &[SecurityEvent]) -> TextAndJson {
        let lines: Vec<String> = events.iter().map(line_of_event).collect();
        let text = if lines.is_empty() { "No such events.".to_owned() } else { lines.join("\n") };
        TextAndJson { text, json: self.json(ShownPeople::Events(events.iter().map(event).collect())) }
    }

    fn json(&self, shown: ShownPeople) -> PeopleJson {
        PeopleJson { office: self.office.clone(), shown, code: None }
    }

    fn address(&self) -> String {
        let base = self.server.public_url.clone().unwrap_or_else(|| format!("http://{}", self.server.listen));
        format!("{base}/sign-in?office={}", self.office)
    }

    fn line(&self, account: &Account) -> String {
        let unit = account.unit.as_deref().map(|unit| format!(" of {unit}")).unwrap_or_default();
        let state = if account.is_disabled() {
            "disabled"
        } else if account.provider.is_some() {
            "from the identity provider"
        } else if !account.has_password {
            "has no password yet"
        } else if account.role.needs_second_factor() && !account.has_second_factor {
            "has no second factor yet"
        } else {
            "can sign in"
        };
        let sessions = self.people.open_sessions_of(&account.id);
        let open = if sessions > 0 { format!(", signed in ({sessions})") } else { String::new() };
        format!("{}  {}  {}{unit}: {state}{open}", account.id, account.name.as_str(), account.role)
    }

    fn described(&self, account: &Account) -> PersonJson {
        PersonJson {
            id: account.id.as_str().to_owned(),
            name: account.name.as_str().to_owned(),
            role: account.role.name(),
            unit: account.unit.clone(),
            disabled: account.is_disabled(),
            has_password: account.has_password,
            has_second_factor: account.has_second_factor,
            from_provider: account.provider.is_some(),
            sessions: self.people.open_sessions_of(&account.id),
        }
    }
}

fn moment(seconds: i64) -> String {
    Timestamp::from_second(seconds).map(|moment| moment.to_string()).unwrap_or_default()
}

fn line_of_event(event: &SecurityEvent) -> String {
    let SecurityEvent { seq, at, kind, subject, actor, address, detail } = event;
    let mut line = format!("{seq}  {}  {kind}", moment(*at));
    for (name, value) in [("subject", subject), ("by", actor), ("from", address), ("detail", detail)] {
        line.extend(value.iter().map(|value| format!("  {name}={value}")));
    }
    line
}

fn event(event: &SecurityEvent) -> SecurityEventJson {
    let SecurityEvent { seq, at, kind, subject, actor, address, detail } = event.clone();
    SecurityEventJson { seq, at: moment(at), kind, subject, actor, address, detail }
}
