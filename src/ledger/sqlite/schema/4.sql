-- SPDX-License-Identifier: MPL-2.0
-- What the request with the key was; nothing for a request without a key, or from before there were fingerprints.
ALTER TABLE event ADD COLUMN fingerprint BLOB CHECK (fingerprint IS NULL OR length(fingerprint) = 16);
