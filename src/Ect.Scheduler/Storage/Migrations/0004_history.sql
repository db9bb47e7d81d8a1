-- A history stands in the row whose moves it tells, a line a move: time, state before, state after and evidence between tabs.
-- As rows of their own, under keys that are hashes, they cost more pages than everything else.

ALTER TABLE tasks ADD COLUMN history TEXT NOT NULL DEFAULT '';
ALTER TABLE replicas ADD COLUMN history TEXT NOT NULL DEFAULT '';
ALTER TABLE epochs ADD COLUMN history TEXT NOT NULL DEFAULT '';

UPDATE tasks SET history = coalesce((
    SELECT string_agg(at || '	' || coalesce(from_state, '') || '	' || to_state || '	' || replace(replace(evidence, '	', ' '), '
', ' ') || '
', '' ORDER BY id) FROM task_history WHERE task = tasks.id), '');

UPDATE replicas SET history = coalesce((
    SELECT string_agg(at || '	' || coalesce(from_state, '') || '	' || to_state || '	' || replace(replace(evidence, '	', ' '), '
', ' ') || '
', '' ORDER BY id) FROM replica_history WHERE replica_history.task = replicas.task AND replica_history.worker = replicas.worker), '');

UPDATE epochs SET history = coalesce((
    SELECT string_agg(at || '	' || coalesce(from_state, '') || '	' || to_state || '	' || replace(replace(evidence, '	', ' '), '
', ' ') || '
', '' ORDER BY id) FROM epoch_history WHERE epoch = epochs.number), '');

DROP TABLE task_history;
DROP TABLE replica_history;
DROP TABLE epoch_history;

-- The leaves of each anchor, a line each: task, worker, commitment. Proofs are made of them again after a restart.
CREATE TABLE anchors (
    epoch       INTEGER PRIMARY KEY REFERENCES epochs (number),
    commitments TEXT NOT NULL
) STRICT;

INSERT INTO anchors (epoch, commitments)
    SELECT epoch, string_agg(task || ' ' || worker || ' ' || commitment, '
' ORDER BY task, worker) FROM epoch_commitments GROUP BY epoch;

DROP TABLE epoch_commitments;
