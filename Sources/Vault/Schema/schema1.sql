-- Never edited after a release; the next change is schema2.sql.

CREATE TABLE entry (
    position INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT;

-- Full subtrees of the log's Merkle tree (RFC 9162).
CREATE TABLE node (
    level INTEGER NOT NULL,
    number INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (level, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE cabinet (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    manifest BLOB NOT NULL,
    -- What has become of the record's.
    standing TEXT NOT NULL,
    record BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
    -- Rises in the order of filing.
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    cabinet TEXT NOT NULL REFERENCES cabinet,
    kind TEXT NOT NULL,
    versions INTEGER NOT NULL
) STRICT;

CREATE INDEX document_of_cabinet ON document (cabinet, key);
CREATE INDEX document_of_kind ON document (cabinet, kind, key);

CREATE TABLE version (
    document INTEGER NOT NULL REFERENCES document,
    number INTEGER NOT NULL,
    blob BLOB NOT NULL,
    manifest BLOB NOT NULL,
    position INTEGER NOT NULL REFERENCES entry,
    record BLOB NOT NULL,
    PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX version_of_blob ON version (blob);

-- Legal holds; the record of its removal makes one past.
CREATE TABLE hold (
    id TEXT PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document,
    manifest BLOB NOT NULL,
    record BLOB NOT NULL,
    removal_manifest BLOB,
    removal BLOB
) STRICT, WITHOUT ROWID;

CREATE INDEX hold_on_document ON hold (document);

-- Acts of destruction; the record of its approval makes one final.
CREATE TABLE act (
    id TEXT PRIMARY KEY,
    manifest BLOB NOT NULL,
    record BLOB NOT NULL,
    approval_manifest BLOB,
    approval BLOB
) STRICT, WITHOUT ROWID;

-- Documents that were destroyed; what is left of them stands in the act.
CREATE TABLE tombstone (
    document INTEGER PRIMARY KEY REFERENCES document,
    act TEXT NOT NULL REFERENCES act
) STRICT;

-- Acts whose deleted rows may still stand in the free pages of this file.
CREATE TABLE unscrubbed (
    act TEXT PRIMARY KEY REFERENCES act
) STRICT, WITHOUT ROWID;

-- Blobs nothing needs any longer since an act, until they are erased.
CREATE TABLE erasure (
    digest BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Time-stamped checkpoints, by the entry of the log that tells of them.
CREATE TABLE stamp (
    position INTEGER PRIMARY KEY REFERENCES entry,
    record BLOB NOT NULL
) STRICT;

-- Which blobs are needed, and how many times.
CREATE TABLE need (
    digest BLOB PRIMARY KEY,
    times INTEGER NOT NULL CHECK (times > 0)
) STRICT, WITHOUT ROWID;

-- Words of the newest version, folded before they come here; the row is the document's key.
CREATE VIRTUAL TABLE words USING fts5 (
    place,
    text,
    tokenize = "unicode61 remove_diacritics 0",
    prefix = '2 3 4'
);

-- People, what they are to whom, and what they share. Times are milliseconds since 1970.
CREATE TABLE person (
    id TEXT PRIMARY KEY,
    phone TEXT NOT NULL UNIQUE,
    record BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE appointment (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL REFERENCES person,
    ended INTEGER,
    record BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX appointment_of_person ON appointment (person, id);

CREATE TABLE company (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    record BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE assignment (
    id TEXT PRIMARY KEY,
    cabinet TEXT NOT NULL REFERENCES cabinet,
    company TEXT NOT NULL REFERENCES company,
    ended INTEGER,
    record BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX assignment_of_cabinet ON assignment (cabinet, id);
CREATE INDEX assignment_of_company ON assignment (company, cabinet);

CREATE TABLE share (
    id TEXT PRIMARY KEY,
    cabinet TEXT NOT NULL REFERENCES cabinet,
    -- Nil: a folder is shared.
    document TEXT,
    person TEXT,
    number TEXT,
    secret BLOB UNIQUE,
    uses INTEGER NOT NULL DEFAULT 0,
    most_uses INTEGER CHECK (most_uses IS NULL OR uses <= most_uses),
    confirmed INTEGER,
    revoked INTEGER,
    record BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX share_in_cabinet ON share (cabinet, document, id);
CREATE INDEX share_to_person ON share (person) WHERE person IS NOT NULL;
CREATE INDEX share_to_number ON share (number) WHERE number IS NOT NULL;

-- The terms of use and what was said to them.
CREATE TABLE revision (
    id TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    number INTEGER NOT NULL,
    record BLOB NOT NULL,
    UNIQUE (text, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE answer (
    id TEXT PRIMARY KEY,
    cabinet TEXT NOT NULL REFERENCES cabinet,
    revision TEXT NOT NULL REFERENCES revision,
    record BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX answer_of_cabinet ON answer (cabinet, id);

CREATE TABLE thread (
    id TEXT PRIMARY KEY,
    cabinet TEXT NOT NULL REFERENCES cabinet,
    record BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX thread_of_cabinet ON thread (cabinet, id);

CREATE TABLE message (
    id TEXT PRIMARY KEY,
    thread TEXT NOT NULL REFERENCES thread,
    manifest BLOB NOT NULL,
    position INTEGER NOT NULL REFERENCES entry,
    delivered INTEGER,
    acknowledged INTEGER,
    record BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX message_of_thread ON message (thread, position);

-- What was found of a version after it was filed: detached signatures, and later verifications.
CREATE TABLE examination (
    position INTEGER PRIMARY KEY REFERENCES entry,
    document INTEGER NOT NULL REFERENCES document,
    manifest BLOB NOT NULL,
    record BLOB NOT NULL
) STRICT;

CREATE INDEX examination_of_document ON examination (document, position);

-- Who is signed in. These rows come of no record: an index made anew has none of them.
CREATE TABLE session (
    id TEXT PRIMARY KEY,
    -- SHA-256.
    token BLOB NOT NULL UNIQUE,
    person TEXT NOT NULL REFERENCES person,
    factors TEXT NOT NULL,
    started INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    idle INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    origin TEXT NOT NULL,
    agent TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX session_of_person ON session (person, id);
