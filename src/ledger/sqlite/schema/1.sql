-- SPDX-License-Identifier: MPL-2.0
-- One office's ledger. Rows are only ever added; nothing here is updated or deleted.
CREATE TABLE event (
  seq   INTEGER PRIMARY KEY,
  at    INTEGER NOT NULL,                       -- seconds since 1970-01-01T00:00:00Z
  actor TEXT NOT NULL,
  key   BLOB CHECK (length(key) = 16),          -- the request's Idempotency-Key
  body  TEXT NOT NULL,                          -- the event as JSON
  hash  BLOB NOT NULL CHECK (length(hash) = 32),
  kind  TEXT AS (json_extract(body, '$.kind'))  -- for people who look; costs no space
) STRICT;

-- Where each day begins. A day is found by its place in the ledger, not by its date.
CREATE TABLE day (
  first_seq INTEGER PRIMARY KEY,
  date      TEXT NOT NULL
) STRICT;
