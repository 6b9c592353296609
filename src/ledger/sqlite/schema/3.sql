-- SPDX-License-Identifier: MPL-2.0
-- How the body of an event is written. Every event so far is written in format 1.
ALTER TABLE event ADD COLUMN format INTEGER NOT NULL DEFAULT 1;

-- The events with their kinds, for people who look into the file.
DROP VIEW told;
CREATE VIEW event_with_kind AS
  SELECT seq, at, actor, json_extract(body, '$.kind') AS kind, format, body FROM event;
