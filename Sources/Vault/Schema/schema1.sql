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
