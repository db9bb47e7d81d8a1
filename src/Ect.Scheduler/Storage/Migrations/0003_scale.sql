-- What each look asks for must not cost more as history grows.

DROP INDEX replicas_by_state;

DROP INDEX replicas_by_worker;

CREATE INDEX replicas_under_way ON replicas (worker) WHERE state IN ('Assigned', 'Pledged');

CREATE INDEX replicas_pledged ON replicas (epoch) WHERE state = 'Pledged';

CREATE INDEX replicas_unpunished ON replicas (punish_at) WHERE state = 'Rejected' AND punished_block IS NULL;

CREATE INDEX tasks_undelivered ON tasks (delivery_at)
    WHERE state = 'Completed' AND delivered_block IS NULL AND app_failed = 0 AND data_hash IS NOT NULL;

CREATE INDEX faults_by_time ON faults (at);
