-- What each look asks for must not cost more as history grows, and each index costs a page with every move.

DROP INDEX replicas_by_state;

DROP INDEX replicas_by_worker;

DROP INDEX tasks_by_state;

CREATE INDEX replicas_under_way ON replicas (worker) WHERE state IN ('Assigned', 'Pledged');

CREATE INDEX replicas_pledged ON replicas (epoch) WHERE state = 'Pledged';

CREATE INDEX replicas_unpunished ON replicas (punish_at) WHERE state = 'Rejected' AND punished_block IS NULL;

CREATE INDEX tasks_ended ON tasks (state) WHERE state IN ('Completed', 'Failed', 'Vanished');

-- Zero stands for no data.
CREATE INDEX tasks_undelivered ON tasks (state, delivery_at)
    WHERE delivered_block IS NULL AND app_failed = 0 AND data_hash != '0x0000000000000000000000000000000000000000000000000000000000000000';

CREATE INDEX faults_by_time ON faults (at);
