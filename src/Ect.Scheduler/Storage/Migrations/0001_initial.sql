-- Ids, hashes and addresses are 0x text, so that a person can read the file with any SQLite tool.
-- Times are Unix milliseconds of the scheduler's clock, except *_deadline: Unix seconds of the chain.

CREATE TABLE identity (
    -- One row: whose file this is. Another chain, hub, pool or key must not go on with it.
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    chain_id    INTEGER NOT NULL,
    hub         TEXT NOT NULL,
    pool        TEXT NOT NULL,
    scheduler   TEXT NOT NULL
) STRICT;

-- The last blocks read, newest is the cursor. Enough of them stay to find where a re-org left our chain.
CREATE TABLE blocks (
    number      INTEGER PRIMARY KEY,
    hash        TEXT NOT NULL,
    timestamp   INTEGER NOT NULL
) STRICT;

CREATE TABLE deals (
    id          TEXT PRIMARY KEY,
    terms       BLOB NOT NULL,          -- ABI-encoded, hashes to the id
    params      TEXT NOT NULL,
    block       INTEGER NOT NULL,       -- where it was matched
    log_index   INTEGER NOT NULL,
    vanished    INTEGER NOT NULL DEFAULT 0,
    served_at   INTEGER NOT NULL DEFAULT 0   -- last assignment: deals take turns
) STRICT;

CREATE TABLE tasks (
    id              TEXT PRIMARY KEY,
    deal            TEXT NOT NULL REFERENCES deals (id),
    task_index      INTEGER NOT NULL,
    state           TEXT NOT NULL,
    reveal_deadline INTEGER NOT NULL DEFAULT 0,
    reveal_block    INTEGER,            -- where the reveal phase was opened
    result_hash     TEXT,
    digest          TEXT,
    app_failed      INTEGER NOT NULL DEFAULT 0,  -- the agreed result describes a failure of the application
    final_block     INTEGER,            -- where the chain ended it; a re-org below re-opens it
    recheck         INTEGER NOT NULL DEFAULT 0,  -- a re-org went under it: compare it with the chain before any deed
    reason          TEXT,               -- why it waits, for people
    attempts        INTEGER NOT NULL DEFAULT 0,  -- deeds that failed in a row
    retry_at        INTEGER NOT NULL DEFAULT 0,
    created_at      INTEGER NOT NULL,
    changed_at      INTEGER NOT NULL,
    UNIQUE (deal, task_index)
) STRICT;

CREATE INDEX tasks_by_state ON tasks (state);

CREATE TABLE task_history (
    id          INTEGER PRIMARY KEY,
    task        TEXT NOT NULL REFERENCES tasks (id),
    from_state  TEXT,
    to_state    TEXT NOT NULL,
    at          INTEGER NOT NULL,
    evidence    TEXT NOT NULL
) STRICT;

CREATE INDEX task_history_by_task ON task_history (task);

-- One worker's part in one task. A worker has at most one.
CREATE TABLE replicas (
    task            TEXT NOT NULL REFERENCES tasks (id),
    worker          TEXT NOT NULL,
    state           TEXT NOT NULL,
    assigned_at     INTEGER NOT NULL,
    committed_at    INTEGER,
    committed_block INTEGER,
    commitment      TEXT,
    opened_at       INTEGER,
    result_hash     TEXT,               -- of the opening; counts only in an opened or revealed state
    salt            TEXT,
    digest          TEXT,
    callback_data   BLOB,               -- null if unknown: a reveal on chain shows only its hash
    app_failed      INTEGER NOT NULL DEFAULT 0,
    revealed_block  INTEGER,
    blame           TEXT,
    message         TEXT,
    changed_at      INTEGER NOT NULL,
    PRIMARY KEY (task, worker)
) STRICT;

CREATE INDEX replicas_by_worker ON replicas (worker, state);

CREATE TABLE replica_history (
    id          INTEGER PRIMARY KEY,
    task        TEXT NOT NULL,
    worker      TEXT NOT NULL,
    from_state  TEXT,
    to_state    TEXT NOT NULL,
    at          INTEGER NOT NULL,
    evidence    TEXT NOT NULL,
    FOREIGN KEY (task, worker) REFERENCES replicas (task, worker)
) STRICT;

CREATE INDEX replica_history_by_replica ON replica_history (task, worker);

-- What workers did wrong. Enough of it within a while and a worker gets no assignments.
CREATE TABLE faults (
    id          INTEGER PRIMARY KEY,
    worker      TEXT NOT NULL,
    task        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    reason      TEXT NOT NULL,
    at          INTEGER NOT NULL,
    block       INTEGER,                -- where the chain said so; null if we saw it ourselves
    UNIQUE (worker, task, kind)
) STRICT;
