-- SPDX-License-Identifier: MPL-2.0
-- What an event says of persons is kept beside it, where it can be forgotten. The event's hash covers a commitment to it
-- and not the text: SHA-256 over a random salt and the text.
ALTER TABLE event ADD COLUMN commitment BLOB CHECK (commitment IS NULL OR length(commitment) = 32);

CREATE TABLE personal (
  seq   INTEGER PRIMARY KEY,
  salt  BLOB CHECK (salt IS NULL OR length(salt) = 16),  -- nothing once only units of companions are left
  parts TEXT NOT NULL
) STRICT;
