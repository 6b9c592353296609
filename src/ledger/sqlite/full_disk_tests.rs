// SPDX-License-Identifier: MPL-2.0
//! A disk that is really full: a small tmpfs where this process may mount one (it says so), otherwise the
//! engine's own limit on the file's size, which ends in the same `SQLITE_FULL`.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use rustix::fs::statvfs;
use tempfile::TempDir;

use crate::sample::{check_in, first_day, office};
use crate::{SqliteLedger, backup, verify};
use runtime::ports::{Ledger, LedgerFailure, Seq};

/// A mounted tmpfs, gone again with its folder.
struct SmallDisk(TempDir);

impl SmallDisk {
    fn mount(kilobytes: u32) -> Option<Self> {
        let dir = TempDir::new().unwrap();
        let size = format!("size={kilobytes}k");
        let done = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(dir.path()).output();
        done.is_ok_and(|done| done.status.success()).then(|| Self(dir))
    }

    /// Fills the disk to its last byte, leaving a file whose removal frees it.
    fn fill(&self) {
        self.settle();
        let mut bytes = 1 << 20;
        let mut rest = Vec::new();
        while bytes > 0 {
            rest.resize(rest.len() + bytes, 0_u8);
            if fs::write(self.0.path().join("other-data"), &rest).is_err() {
                rest.truncate(rest.len() - bytes);
                bytes /= 2;
            }
        }
    }

    /// Waits until whatever is used of the disk lies in its folder. A test beside this one that starts a program
    /// gives it, for the moment until it runs, a copy of every file open here: what is removed meanwhile is
    /// freed only afterwards, so that a full disk gets room again or a freed one has none yet.
    fn settle(&self) {
        let given_up = Instant::now() + Duration::from_mins(1);
        while self.used() > self.listed() {
            assert!(Instant::now() < given_up, "removed files still take room");
            std::thread::yield_now();
        }
    }

    fn used(&self) -> u64 {
        let disk = statvfs(self.0.path()).unwrap();
        (disk.f_blocks - disk.f_bfree) * disk.f_frsize
    }

    fn listed(&self) -> u64 {
        let files = fs::read_dir(self.0.path()).unwrap();
        files.map(|file| file.unwrap().metadata().unwrap().blocks() * 512).sum()
    }

    fn free(&self) {
        fs::remove_file(self.0.path().join("other-data")).unwrap();
        self.settle();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).output();
    }
}

fn append_until_full(ledger: &mut SqliteLedger, slice: u32) -> (Seq, String) {
    let events: Vec<_> = (0..slice).map(check_in).collect();
    for _ in 0..100_000 {
        match ledger.append(&events) {
            Ok(_) => {}
            Err(LedgerFailure::Full(what)) => return (ledger.head().seq, what),
            Err(other) => panic!("a full disk was told as: {other}"),
        }
    }
    panic!("the disk never filled");
}

fn is_sound(dir: &Path) -> bool {
    verify(dir, None, &mut |_, _, _| Ok(())).unwrap().is_sound()
}

fn refuses_and_recovers(
    dir: &Path,
    slice: u32,
    free: impl FnOnce(&SqliteLedger),
    full: impl FnOnce(&SqliteLedger),
) {
    let mut ledger = SqliteLedger::open(dir, &office()).unwrap();
    ledger.append(&[first_day()]).unwrap();
    full(&ledger);
    let (kept, what) = append_until_full(&mut ledger, slice);
    assert!(what.contains("Free some space"), "{what}");
    for _ in 0..3 {
        assert!(matches!(ledger.append(&[first_day()]), Err(LedgerFailure::Full(_))));
    }
    assert_eq!(ledger.read_after(kept, 10).unwrap(), []);
    free(&ledger);
    assert_eq!(ledger.append(&[check_in(1)]).unwrap(), kept + 1);
    drop(ledger);
    assert_eq!(SqliteLedger::open(dir, &office()).unwrap().head().seq, kept + 1);
    assert!(is_sound(dir));
}

#[test]
fn a_full_disk_refuses_and_recovers_by_itself() {
    // One event a commit, many, and more than fit SQLite's cache before the commit.
    for slice in [1, 64, 6000] {
        if let Some(disk) = SmallDisk::mount(3072) {
            println!("on a real full disk (tmpfs), {slice} events a commit");
            refuses_and_recovers(disk.0.path(), slice, |_| disk.free(), |_| disk.fill());
        } else {
            println!("no mount here: on SQLite's own limit of the file's size, {slice} events a commit");
            let dir = TempDir::new().unwrap();
            let free = |ledger: &SqliteLedger| ledger.limit_pages(1 << 20);
            refuses_and_recovers(dir.path(), slice, free, |ledger| ledger.limit_pages(40));
        }
    }
}

#[test]
fn a_disk_that_fills_while_the_office_works_refuses_and_recovers_by_itself() {
    let Some(disk) = SmallDisk::mount(9000) else {
        return println!("no mount here: not run");
    };
    println!("on a real full disk (tmpfs)");
    let dir = disk.0.path();
    fs::write(dir.join("other-data"), vec![0; 2 << 20]).unwrap();
    refuses_and_recovers(dir, 8, |_| disk.free(), |_| ());
}

#[test]
fn an_office_does_not_start_on_a_full_disk_and_says_so() {
    let Some(disk) = SmallDisk::mount(2048) else {
        return println!("no mount here: not run");
    };
    println!("on a real full disk (tmpfs)");
    let dir = disk.0.path();
    SqliteLedger::open(dir, &office()).unwrap().append(&[first_day()]).unwrap();
    disk.fill();
    let Err(refused) = SqliteLedger::open(dir, &office()) else { panic!("it started") };
    assert!(matches!(refused, LedgerFailure::Full(_)), "{refused}");
    disk.free();
    SqliteLedger::open(dir, &office()).unwrap().append(&[check_in(1)]).unwrap();
}

#[test]
fn a_backup_to_a_full_disk_leaves_nothing_behind() {
    let Some(disk) = SmallDisk::mount(1024) else {
        return println!("no mount here: not run");
    };
    println!("on a real full disk (tmpfs)");
    let dir = TempDir::new().unwrap();
    let mut ledger = SqliteLedger::open(dir.path(), &office()).unwrap();
    ledger.append(&(0..3000).map(check_in).collect::<Vec<_>>()).unwrap();
    let failure = backup(dir.path(), &disk.0.path().join("backup")).unwrap_err();
    assert!(failure.to_string().contains("disk is full"), "{failure}");
    assert_eq!(fs::read_dir(disk.0.path()).unwrap().count(), 0);
}
