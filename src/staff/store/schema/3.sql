-- SPDX-License-Identifier: MPL-2.0
-- Companions. The hashes are keyed with a secret that lies in a file of its own.
CREATE TABLE companions (
    -- A pseudonym: what the ledger knows a companion by.
    reference TEXT PRIMARY KEY,
    unit TEXT NOT NULL,
    -- The number that a card holds.
    card BLOB UNIQUE,
    -- The whole code, as it is typed.
    code BLOB UNIQUE,
    -- What the code begins with. No secret: wrong codes are counted by it.
    first_digits TEXT UNIQUE,
    added_at INTEGER NOT NULL,
    added_by TEXT NOT NULL,
    -- When the code was given out.
    given_at INTEGER NOT NULL,
    disabled_at INTEGER
) STRICT;
