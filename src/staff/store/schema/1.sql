-- SPDX-License-Identifier: MPL-2.0
-- People, their sessions and devices of one office. Moments are Unix seconds. No secret stands here in the clear but
-- that of a second factor, which has to be known to check a code.

CREATE TABLE accounts (
    -- A pseudonym: what the ledger knows a person by.
    id TEXT PRIMARY KEY,
    -- What the person signs in with; never leaves this file but to the person and to administrators.
    name TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    unit TEXT,
    -- Of people whom an identity provider vouches for.
    issuer TEXT,
    subject TEXT,
    created_at INTEGER NOT NULL,
    disabled_at INTEGER,
    UNIQUE (issuer, subject)
) STRICT;

CREATE TABLE passwords (
    account TEXT PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
    salt BLOB NOT NULL,
    hash BLOB NOT NULL,
    memory_kib INTEGER NOT NULL,
    passes INTEGER NOT NULL,
    set_at INTEGER NOT NULL
) STRICT;

-- Lets its person choose a password, once and until it ends.
CREATE TABLE one_time_codes (
    account TEXT PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
    hash BLOB NOT NULL,
    ends_at INTEGER NOT NULL
) STRICT;

CREATE TABLE second_factors (
    account TEXT PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
    secret BLOB NOT NULL,
    -- The half minute of the last code that was used: a code counts once.
    last_step INTEGER NOT NULL,
    set_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
    -- The SHA-256 of what the cookie holds.
    token BLOB PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
    started_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL
) STRICT;

CREATE TABLE devices (
    id TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    -- The desk it stands at, where it is bound to one.
    desk TEXT,
    -- The SHA-256 of its token.
    token BLOB NOT NULL UNIQUE,
    paired_at INTEGER NOT NULL,
    paired_by TEXT NOT NULL,
    seen_at INTEGER,
    revoked_at INTEGER
) STRICT;

CREATE TABLE security_events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    -- Whom it is about, where that is known: an account or a device.
    subject TEXT,
    -- Who did it, as the ledger names them.
    actor TEXT,
    address TEXT,
    detail TEXT
) STRICT;

CREATE INDEX security_events_at ON security_events (at);
