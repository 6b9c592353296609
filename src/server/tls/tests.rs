// SPDX-License-Identifier: MPL-2.0
//! Certificates made here, with the mistakes that administrators make.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;

use super::*;

fn written(folder: &TempDir, name: &str) -> CertificateFiles {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let files = CertificateFiles {
        certificate: folder.path().join(format!("{name}.pem")),
        key: folder.path().join(format!("{name}.key")),
    };
    fs::write(&files.certificate, made.cert.pem()).unwrap();
    fs::write(&files.key, made.signing_key.serialize_pem()).unwrap();
    fs::set_permissions(&files.key, fs::Permissions::from_mode(0o600)).unwrap();
    files
}

#[test]
fn a_certificate_is_reported_before_it_ends() {
    let now = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * 365);
    let (days, hours) = (|days: i64| SignedDuration::from_hours(24 * days), SignedDuration::from_hours);
    let long_ago = now - days(30);
    for (left, expected) in [
        (days(90), Validity::Sound),
        (days(14) + hours(1), Validity::Sound),
        (days(14), Validity::EndsSoon),
        (hours(25), Validity::EndsSoon),
        (hours(24), Validity::EndsTomorrow),
        (hours(1), Validity::EndsTomorrow),
        (hours(0), Validity::Ended),
        (hours(-1), Validity::Ended),
    ] {
        assert_eq!(Validity::at(now, long_ago, now + left), expected, "{left}");
    }
    assert_eq!(Validity::at(now, now + hours(1), now + days(90)), Validity::NotYet);
}

#[test]
fn each_mistake_with_the_files_is_reported_with_its_cure() {
    let folder = TempDir::new().unwrap();
    let (one, other) = (written(&folder, "one"), written(&folder, "other"));
    assert!(Tls::read(one.clone()).is_ok());
    let said = |files: CertificateFiles| Tls::read(files).unwrap_err().to_string();
    let mixed = CertificateFiles { key: other.key.clone(), ..one.clone() };
    assert!(said(mixed).contains("is not the key of"));
    let swapped = CertificateFiles { certificate: one.key.clone(), key: one.certificate.clone() };
    assert!(said(swapped).contains("-----BEGIN CERTIFICATE-----"));
    let keyless = CertificateFiles { key: one.certificate.clone(), ..one.clone() };
    fs::set_permissions(&one.certificate, fs::Permissions::from_mode(0o600)).unwrap();
    assert!(said(keyless).contains("no private key"));
    fs::set_permissions(&one.key, fs::Permissions::from_mode(0o644)).unwrap();
    assert!(said(one.clone()).contains("chmod 600"));
    fs::remove_file(&one.key).unwrap();
    assert!(said(one).contains("cannot be read"));
}

#[test]
fn a_certificate_that_cannot_be_used_changes_nothing_and_is_reported_until_one_can() {
    let folder = TempDir::new().unwrap();
    let files = written(&folder, "one");
    let tls = Tls::read(files.clone()).unwrap();
    let (before, sound) = (tls.ends(), fs::read(&files.certificate).unwrap());
    fs::write(&files.certificate, "half a certi").unwrap();
    tls.reload();
    assert_eq!(tls.ends(), before);
    assert!(tls.refused().unwrap().contains("no certificate"));
    fs::write(&files.certificate, sound).unwrap();
    tls.reload();
    assert_eq!(tls.refused(), None);
}
