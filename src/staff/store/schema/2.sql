-- SPDX-License-Identifier: MPL-2.0
-- Screens that wait to be let in, and when each device was away.

-- Codes that screens show until somebody confirms them. A row ends with its code.
CREATE TABLE pairings (
    -- The SHA-256 of what the screen proves itself with.
    secret BLOB PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    -- What the screen wants to show, and at which desk.
    screen TEXT NOT NULL,
    desk TEXT,
    -- Who asked, for the person who confirms.
    address TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    -- The SHA-256 of the token that the screen gets once it is confirmed.
    token BLOB NOT NULL,
    -- The device that came of it.
    device TEXT REFERENCES devices ON DELETE CASCADE
) STRICT;

-- When a device was away, the latest ones of each.
CREATE TABLE device_outages (
    device TEXT NOT NULL REFERENCES devices ON DELETE CASCADE,
    from_at INTEGER NOT NULL,
    to_at INTEGER NOT NULL,
    PRIMARY KEY (device, from_at)
) STRICT, WITHOUT ROWID;
