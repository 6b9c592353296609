// SPDX-License-Identifier: MPL-2.0
//! What `mintur people` prints: text for a person, or one JSON object for a program.

use jiff::Timestamp;
use serde_json::{Value, json};

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
    pub json: Value,
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
        let people: Vec<Value> = people.accounts().map(|account| self.described(account)).collect();
        TextAndJson { text, json: json!({ "office": self.office, "people": people }) }
    }

    pub fn person(&self, id: &AccountId) -> TextAndJson {
        let people = self.people.current();
        let account = people.account(id);
        TextAndJson {
            text: account.map(|account| self.line(account)).unwrap_or_default(),
            json: json!({
                "office": self.office,
                "person": account.map(|account| self.described(account)),
            }),
        }
    }

    pub fn code(&self, id: &AccountId, code: &OneTimeCode) -> TextAndJson {
        let TextAndJson { text, mut json } = self.person(id);
        let (shown, address) = (code.shown(), self.address());
        let text = format!(
            "{text}\n\nOne-time code: {shown}\nIt can be used once, within {CODE_HOURS} hours.\n\n\
             Next: open {address}, write the name and this code, and choose a password."
        );
        if let Some(json) = json.as_object_mut() {
            json.insert("one_time_code".to_owned(), shown.into());
            json.insert("valid_hours".to_owned(), CODE_HOURS.into());
            json.insert("sign_in".to_owned(), address.into());
        }
        TextAndJson { text, json }
    }

    pub fn events(&self, events: &[SecurityEvent]) -> TextAndJson {
        let lines: Vec<String> = events.iter().map(line_of_event).collect();
        let text = if lines.is_empty() { "No such events.".to_owned() } else { lines.join("\n") };
        let events: Vec<Value> = events.iter().map(event).collect();
        TextAndJson { text, json: json!({ "office": self.office, "events": events }) }
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

    fn described(&self, account: &Account) -> Value {
        json!({
            "id": account.id.as_str(),
            "name": account.name.as_str(),
            "role": account.role.name(),
            "unit": account.unit,
            "disabled": account.is_disabled(),
            "has_password": account.has_password,
            "has_second_factor": account.has_second_factor,
            "from_provider": account.provider.is_some(),
            "sessions": self.people.open_sessions_of(&account.id),
        })
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

fn event(event: &SecurityEvent) -> Value {
    let SecurityEvent { seq, at, kind, subject, actor, address, detail } = event;
    json!({
        "seq": seq,
        "at": moment(*at),
        "kind": kind,
        "subject": subject,
        "actor": actor,
        "address": address,
        "detail": detail,
    })
}
