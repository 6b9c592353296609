// SPDX-License-Identifier: MPL-2.0
//! Tokens and companions from the office's own file. Everything in it is secret, so the file must be its
//! owner's alone.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use decode::{FieldCause, TextFileError, TomlError, from_toml, read_text};
use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::access::Access;
use super::role::Role;
use super::token::Token;
use office::free_text::FreeText;
use office::names::{CompanionRef, OfficeId, is_id};

/// What is wrong with the file, and what to do about it. Never says what stands in it.
#[derive(Debug, thiserror::Error)]
pub enum AccessProblem {
    #[error("{}: {error}", path.display())]
    Unreadable { path: PathBuf, error: TextFileError },
    #[error("{0}: holds tokens and can be read by others; run: chmod 600 {0}", path.display())]
    OthersCanRead { path: PathBuf },
    #[error("{}:{line}: {what}", path.display())]
    Wrong { path: PathBuf, line: usize, what: String },
}

/// More than any office has; a longer file is not this one.
const MOST_ENTRIES: usize = 1_000;
const MOST_UNIT_CHARACTERS: usize = 80;
const MOST_BYTES: u64 = 1 << 20;

type Entry<'t> = Spanned<DeValue<'t>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TokenEntry {
    role: Role,
    token: String,
    name: Option<String>,
    offices: Option<Vec<OfficeId>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CompanionEntry {
    reference: String,
    unit: String,
    code: String,
    offices: Option<Vec<OfficeId>>,
}

impl Access {
    /// What the file allows in each of the offices.
    ///
    /// # Errors
    /// [`AccessProblem`], with the line.
    pub fn read(path: &Path, offices: &[OfficeId]) -> Result<BTreeMap<OfficeId, Self>, AccessProblem> {
        let unreadable = |error| AccessProblem::Unreadable { path: path.to_owned(), error };
        let text = read_text(path, MOST_BYTES).map_err(unreadable)?;
        let mode = fs::metadata(path).map_or(0, |facts| facts.permissions().mode());
        if mode & 0o077 != 0 {
            return Err(AccessProblem::OthersCanRead { path: path.to_owned() });
        }
        parse(&text, offices).map_err(|(at, what)| {
            let line = text.get(..at).unwrap_or("").matches('\n').count() + 1;
            AccessProblem::Wrong { path: path.to_owned(), line, what }
        })
    }
}

/// The file's text; an error comes with its place in it.
fn parse(text: &str, offices: &[OfficeId]) -> Result<BTreeMap<OfficeId, Access>, (usize, String)> {
    let document = DeTable::parse(text)
        .map_err(|error| (error.span().map_or(0, |span| span.start), error.message().to_owned()))?;
    let mut document = document.into_inner();
    let tokens = entries(&mut document, "tokens")?;
    let companions = entries(&mut document, "companions")?;
    if let Some(key) = document.keys().next() {
        return Err((key.span().start, format!("unknown key «{}»", key.get_ref())));
    }
    let mut file = AccessFile {
        tokens: BTreeSet::new(),
        offices: offices.iter().map(|office| (office.clone(), Access::closed())).collect(),
    };
    for entry in &tokens {
        let read = from_toml(entry).map_err(field_error)?;
        file.take_token(&read).map_err(|what| (entry.span().start, what))?;
    }
    for entry in &companions {
        let read = from_toml(entry).map_err(field_error)?;
        file.take_companion(&read).map_err(|what| (entry.span().start, what))?;
    }
    Ok(file.offices)
}

/// What has been read so far.
struct AccessFile {
    /// Of all offices: nobody's token is somebody else's anywhere.
    tokens: BTreeSet<Token>,
    offices: BTreeMap<OfficeId, Access>,
}

impl AccessFile {
    /// The offices an entry is for: those it names, or the only one there is.
    fn of(&mut self, named: Option<&[OfficeId]>) -> Result<Vec<&mut Access>, String> {
        let all: Vec<String> = self.offices.keys().map(ToString::to_string).collect();
        let write = || format!("write offices = [\"{}\"]", all.join("\", \""));
        match named {
            None if all.len() > 1 => {
                Err(format!("the server has several offices; {} or some of them", write()))
            }
            None => Ok(self.offices.values_mut().collect()),
            Some([]) => Err(format!("it is for no office; {} or some of them", write())),
            Some(named) => {
                if let Some(unknown) = named.iter().find(|office| !self.offices.contains_key(*office)) {
                    return Err(format!("there is no office «{unknown}»; {} or some of them", write()));
                }
                let chosen = self.offices.iter_mut().filter(|(office, _)| named.contains(office));
                Ok(chosen.map(|(_, access)| access).collect())
            }
        }
    }

    fn take_token(&mut self, entry: &TokenEntry) -> Result<(), String> {
        if entry.token.len() < 20 || !entry.token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(
                "a token has at least 20 letters, digits and signs; «openssl rand -hex 24» makes one"
                    .to_owned(),
            );
        }
        if !self.tokens.insert(Token::of(&entry.token)) {
            return Err("this token stands twice; give each device one of its own".to_owned());
        }
        if let Some(name) = &entry.name {
            check_name(name, "name")?;
        }
        for access in self.of(entry.offices.as_deref())? {
            access.add_token(entry.role, entry.name.as_deref(), &entry.token);
        }
        Ok(())
    }

    fn take_companion(&mut self, entry: &CompanionEntry) -> Result<(), String> {
        let reference: CompanionRef = entry.reference.parse().map_err(|_| not_a_name("reference"))?;
        let unit = FreeText::parse(&entry.unit).map_err(|error| format!("unit: {error}"))?;
        if unit.as_str().chars().count() > MOST_UNIT_CHARACTERS {
            return Err(format!(
                "unit: the name of the companion's unit, at most {MOST_UNIT_CHARACTERS} characters"
            ));
        }
        let plain = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_uppercase();
        if !(4..=12).contains(&entry.code.len()) || !entry.code.bytes().all(plain) {
            return Err("a code is 4 to 12 digits or capital letters".to_owned());
        }
        let code = Token::of(&entry.code);
        for access in self.of(entry.offices.as_deref())? {
            if access.companions.iter().any(|(other, _)| *other == code) {
                return Err("this code stands twice; give each companion one of their own".to_owned());
            }
            access.add_companion(reference.clone(), unit.clone(), &entry.code);
        }
        Ok(())
    }
}

fn entries<'t>(table: &mut DeTable<'t>, name: &str) -> Result<Vec<Entry<'t>>, (usize, String)> {
    let Some(list) = table.remove(name) else { return Ok(Vec::new()) };
    let at = list.span().start;
    match list.into_inner() {
        DeValue::Array(list) if list.len() <= MOST_ENTRIES => Ok(list.into_iter().collect()),
        DeValue::Array(_) => Err((at, format!("at most {MOST_ENTRIES} {name}"))),
        _ => Err((at, format!("write each of the {name} as [[{name}]], with two brackets on each side"))),
    }
}

/// Without the value: it may be a secret.
fn field_error(error: TomlError) -> (usize, String) {
    let TomlError { at, cause, .. } = error;
    let what = match cause {
        FieldCause::Number | FieldCause::Boolean | FieldCause::Kind { .. } | FieldCause::Invalid(_) => {
            "the value is of the wrong kind; write it as text in quotes".to_owned()
        }
        FieldCause::UnknownField { .. }
        | FieldCause::MissingField { .. }
        | FieldCause::DuplicateField { .. }
        | FieldCause::UnknownVariant { .. } => cause.to_string(),
    };
    (at, what)
}

/// Names of devices and companions stand in the ledger: a pseudonym, not a person.
fn check_name(name: &str, what: &str) -> Result<(), String> {
    if is_id(name) { Ok(()) } else { Err(not_a_name(what)) }
}

fn not_a_name(what: &str) -> String {
    format!("{what}: 1 to 40 of a-z, 0-9, - and _; a device or a pseudonym, never a person")
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "[[tokens]]\nrole = \"clerk\"\nname = \"desk-1\"\ntoken = \"0123456789abcdefghij\"\n\
        [[companions]]\nreference = \"c-17\"\nunit = \"Center for Mestring\"\ncode = \"1234\"\n";

    fn written(text: &str, mode: u32) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("access.toml");
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        (folder, path)
    }

    fn midtby() -> OfficeId {
        OfficeId::from("midtby")
    }

    fn read(path: &Path) -> Result<BTreeMap<OfficeId, Access>, AccessProblem> {
        Access::read(path, &[midtby()])
    }

    #[test]
    fn a_token_and_a_companion_belong_to_the_offices_they_name_and_no_other() {
        let offices = [midtby(), OfficeId::from("nord")];
        let read = |text: &str| {
            let (_folder, path) = written(text, 0o600);
            Access::read(&path, &offices).map_err(|problem| problem.to_string())
        };
        let said = read(GOOD).unwrap_err();
        assert!(said.contains(".toml:1: ") && said.contains("offices = [\"midtby\", \"nord\"]"), "{said}");
        let named = |offices: &str| {
            let with = format!("offices = {offices}\n");
            GOOD.replace("name = ", &format!("{with}name = ")).replace("unit = ", &format!("{with}unit = "))
        };
        let mut access = read(&named("[\"nord\"]")).unwrap();
        let (midtby, nord) =
            (access.remove(&midtby()).unwrap(), access.remove(&OfficeId::from("nord")).unwrap());
        let token = Token::of("0123456789abcdefghij");
        assert!(midtby.identity(&token).is_none() && nord.identity(&token).is_some());
        assert!(midtby.with_code("1234").is_none() && nord.with_code("1234").is_some());
        assert!(read(&named("[\"syd\"]")).unwrap_err().contains("there is no office «syd»"));
        assert!(read(&named("[]")).unwrap_err().contains("for no office"));
        assert!(read(&named("[\"midtby\", \"nord\"]")).is_ok());
    }

    #[test]
    fn the_ledger_names_the_role_and_the_device() {
        let (_folder, path) = written(GOOD, 0o600);
        let access = read(&path).unwrap().remove(&midtby()).unwrap();
        assert_eq!(
            access.identity(&Token::of("0123456789abcdefghij")).unwrap().actor.as_str(),
            "clerk:desk-1"
        );
    }

    #[test]
    fn a_file_that_others_can_read_is_refused_with_the_cure() {
        let (_folder, path) = written(GOOD, 0o644);
        let said = read(&path).unwrap_err().to_string();
        assert!(said.contains(&format!("chmod 600 {}", path.display())), "{said}");
    }

    #[test]
    fn mistakes_are_reported_with_their_line_and_without_the_secret() {
        for (from, to, line) in [
            ("name = \"desk-1\"", "colour = \"red\"", ".toml:3: "),
            ("0123456789abcdefghij", "tooshort", ".toml:1: "),
            ("\"1234\"", "\"12a4\"", ".toml:5: "),
            ("\"clerk\"", "\"chief\"", ".toml:2: "),
        ] {
            let (_folder, path) = written(&GOOD.replace(from, to), 0o600);
            let said = read(&path).unwrap_err().to_string();
            assert!(said.contains(line), "{said}");
            assert!(!said.contains("tooshort") && !said.contains("12a4"), "{said}");
        }
    }
}
