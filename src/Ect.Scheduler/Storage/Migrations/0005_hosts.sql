-- The class of the machine, of tasks that want all their machines of one.

ALTER TABLE replicas ADD COLUMN host TEXT;
