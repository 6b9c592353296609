// SPDX-License-Identifier: MPL-2.0
//! Passwords: long, and hard to guess (NIST SP 800-63B); kept with Argon2id.

use argon2::{Algorithm, Argon2, Params, Version};
use subtle::ConstantTimeEq;
use zxcvbn::{Score, zxcvbn};

use super::random;
use super::store::{StoreFailure, StoredPassword};

/// Fewer characters are guessed.
pub const LEAST_PASSWORD_CHARACTERS: usize = 12;
/// More would only keep the server busy.
pub const MOST_PASSWORD_CHARACTERS: usize = 200;

/// What somebody who knows the place tries first, beside the names of the person and the office.
const WORDS_OF_THE_PLACE: [&str; 5] = ["mintur", "borgerservice", "kommune", "adgangskode", "velkommen"];

/// OWASP's first choice for Argon2id: 19 MiB, two passes.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;

/// Why a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordRefusal {
    TooShort,
    TooLong,
    /// Common, or made of what anybody would try first.
    TooPlain,
}

/// As many signs as people put between words.
const MOST_JOINING_SIGNS: usize = 2;

/// Whether a password may be chosen by a person of this name at an office of that name.
///
/// # Errors
/// [`PasswordRefusal`].
pub fn check_choice(password: &str, name: &str, office: &str) -> Result<(), PasswordRefusal> {
    let characters = password.chars().count();
    if characters < LEAST_PASSWORD_CHARACTERS {
        return Err(PasswordRefusal::TooShort);
    }
    if characters > MOST_PASSWORD_CHARACTERS {
        return Err(PasswordRefusal::TooLong);
    }
    let known = known_words(name, office);
    let is_plain = |password: &str| Score::Three > zxcvbn(password, &known).score();
    // Known words that are only joined count as those words. More than a sign or two is no joining.
    let joined: String = password.chars().filter(|character| character.is_alphanumeric()).collect();
    let only_joins = joined.chars().count() + MOST_JOINING_SIGNS >= characters;
    if is_plain(password) || only_joins && is_plain(&joined) {
        return Err(PasswordRefusal::TooPlain);
    }
    Ok(())
}

/// The names whole, the person's without its domain, and both in their parts.
fn known_words<'a>(name: &'a str, office: &'a str) -> Vec<&'a str> {
    let parts = |name: &'a str| {
        name.split(|part: char| !part.is_alphanumeric()).filter(|part| part.chars().count() > 2)
    };
    let local = name.split('@').next();
    parts(name).chain(parts(office)).chain([name, office]).chain(local).chain(WORDS_OF_THE_PLACE).collect()
}

/// Hashes a password that was chosen. Takes some 50 ms and 19 MiB: never on a thread that answers requests.
///
/// # Errors
/// When the machine gives no random numbers.
pub(super) fn keep(password: &str) -> Result<StoredPassword, StoreFailure> {
    let salt = random::bytes::<16>()?;
    let hash = hash(password, &salt, MEMORY_KIB, PASSES)?;
    Ok(StoredPassword { salt, hash, memory_kib: MEMORY_KIB, passes: PASSES })
}

/// Whether it is the password. Without one that was kept it takes as long and is wrong, so that the time says nothing.
///
/// # Errors
/// When what was kept cannot be used.
pub(super) fn is_right(password: &str, kept: Option<&StoredPassword>) -> Result<bool, StoreFailure> {
    if password.chars().count() > MOST_PASSWORD_CHARACTERS {
        return Ok(false);
    }
    let nobodys = StoredPassword { salt: [0; 16], hash: [0; 32], memory_kib: MEMORY_KIB, passes: PASSES };
    let known = kept.unwrap_or(&nobodys);
    let hash = hash(password, &known.salt, known.memory_kib, known.passes)?;
    Ok(bool::from(hash.ct_eq(&known.hash)) && kept.is_some())
}

fn hash(password: &str, salt: &[u8], memory_kib: u32, passes: u32) -> Result<[u8; 32], StoreFailure> {
    let params = Params::new(memory_kib, passes, 1, Some(32)).map_err(StoreFailure::Hashing)?;
    let mut hash = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(password.as_bytes(), salt, &mut hash)
        .map_err(StoreFailure::Hashing)?;
    Ok(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFICE: &str = "Borgerservice Ærøskøbing";

    #[test]
    fn the_name_of_the_office_makes_no_password() {
        for password in ["Ærøskøbing2026", "ærøskøbing1234", "borgerservice ærøskøbing", "Mette-Ærøskøbing"]
        {
            assert_eq!(check_choice(password, "mette", OFFICE), Err(PasswordRefusal::TooPlain), "{password}");
        }
        assert_eq!(check_choice("Ærøskøbing2026", "mette", "Borgerservice Rosmus"), Ok(()), "elsewhere");
        assert_eq!(check_choice("otte kolde morgener i Ærøskøbing", "mette", OFFICE), Ok(()));
    }

    #[test]
    fn a_long_sentence_is_taken_and_something_short_or_plain_is_not() {
        assert_eq!(check_choice("fire grønne stole i gangen", "mette", OFFICE), Ok(()));
        assert_eq!(check_choice("k7#Q!x$2&w@Z%m^+", "mette", OFFICE), Ok(()), "as a program makes it");
        assert_eq!(check_choice("Tr0ub4dor&3", "mette", OFFICE), Err(PasswordRefusal::TooShort));
        assert_eq!(check_choice("aaaaaaaaaaaaaaaa", "mette", OFFICE), Err(PasswordRefusal::TooPlain));
        assert_eq!(
            check_choice("mette.hansen1", "mette.hansen@example.dk", OFFICE),
            Err(PasswordRefusal::TooPlain)
        );
        let common = [
            "0123456789abc",
            "password1234",
            "qwertyuiop123",
            "borgerservice",
            "adgangskode1",
            "aaaaaaaaaaaa",
        ];
        for password in common {
            assert_eq!(check_choice(password, "mette", OFFICE), Err(PasswordRefusal::TooPlain), "{password}");
        }
        assert_eq!(check_choice("otte kolde morgener", "mette", OFFICE), Ok(()));
        assert_eq!(check_choice(&"lang ".repeat(50), "mette", OFFICE), Err(PasswordRefusal::TooLong));
    }

    #[test]
    fn only_the_password_itself_is_right_and_two_people_with_the_same_one_have_nothing_alike() {
        let (one, other) = (keep("fire grønne stole").unwrap(), keep("fire grønne stole").unwrap());
        assert_ne!(one.hash, other.hash);
        assert!(is_right("fire grønne stole", Some(&one)).unwrap());
        assert!(!is_right("fire grønne stol", Some(&one)).unwrap());
        assert!(!is_right("fire grønne stole", None).unwrap());
    }
}
