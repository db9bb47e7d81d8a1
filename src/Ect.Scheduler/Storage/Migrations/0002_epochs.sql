-- The epoch path: commitments that workers sign, the epochs that anchor and settle them, and what follows.

ALTER TABLE tasks ADD COLUMN path TEXT NOT NULL DEFAULT 'Undecided';
ALTER TABLE tasks ADD COLUMN epoch INTEGER;              -- the epoch that is to settle it, or has
ALTER TABLE tasks ADD COLUMN data_hash TEXT;             -- of the settled result
ALTER TABLE tasks ADD COLUMN delivered_block INTEGER;    -- where its consumer took the result
ALTER TABLE tasks ADD COLUMN delivery_attempts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tasks ADD COLUMN delivery_at INTEGER NOT NULL DEFAULT 0;

CREATE INDEX tasks_by_epoch ON tasks (epoch);

ALTER TABLE replicas ADD COLUMN pledge TEXT;             -- the commitment that the worker signed
ALTER TABLE replicas ADD COLUMN pledge_signature BLOB;   -- proves a wrong one
ALTER TABLE replicas ADD COLUMN pledged_at INTEGER;
ALTER TABLE replicas ADD COLUMN epoch INTEGER;           -- the last epoch whose anchor has the pledge
ALTER TABLE replicas ADD COLUMN punished_block INTEGER;
ALTER TABLE replicas ADD COLUMN punish_attempts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE replicas ADD COLUMN punish_at INTEGER NOT NULL DEFAULT 0;

CREATE INDEX replicas_by_state ON replicas (state);

CREATE TABLE epochs (
    number       INTEGER PRIMARY KEY,
    state        TEXT NOT NULL,
    root         TEXT,               -- of its commitments
    anchor_block INTEGER,
    anchored_at  INTEGER,            -- when we saw it there
    proposed_at  INTEGER,
    deals        TEXT,               -- of the last proposal: ids, one a line
    signers      TEXT,               -- addresses, one a line
    pages        BLOB,
    digest       TEXT,               -- what is signed
    settle_block INTEGER,
    attempts     INTEGER NOT NULL DEFAULT 0,  -- deeds that failed in a row
    retry_at     INTEGER NOT NULL DEFAULT 0,
    reason       TEXT,               -- why it stands where it stands, for people
    changed_at   INTEGER NOT NULL
) STRICT;

CREATE INDEX epochs_by_state ON epochs (state);

CREATE TABLE epoch_history (
    id          INTEGER PRIMARY KEY,
    epoch       INTEGER NOT NULL REFERENCES epochs (number),
    from_state  TEXT,
    to_state    TEXT NOT NULL,
    at          INTEGER NOT NULL,
    evidence    TEXT NOT NULL
) STRICT;

CREATE INDEX epoch_history_by_epoch ON epoch_history (epoch);

-- The leaves of each anchor: proofs are made of them again after a restart.
CREATE TABLE epoch_commitments (
    epoch       INTEGER NOT NULL REFERENCES epochs (number),
    task        TEXT NOT NULL,
    worker      TEXT NOT NULL,
    commitment  TEXT NOT NULL,
    PRIMARY KEY (epoch, task, worker)
) STRICT;

CREATE TABLE epoch_signatures (
    epoch       INTEGER NOT NULL REFERENCES epochs (number),
    digest      TEXT NOT NULL,
    worker      TEXT NOT NULL,
    signature   BLOB NOT NULL,      -- 64 bytes
    PRIMARY KEY (epoch, digest, worker)
) STRICT;

-- What the chain settled: proves results for deliveries and punishments.
CREATE TABLE settlements (
    epoch       INTEGER PRIMARY KEY,
    block       INTEGER NOT NULL,
    deals       TEXT NOT NULL,
    signers     TEXT NOT NULL,
    pages       BLOB NOT NULL
) STRICT;
