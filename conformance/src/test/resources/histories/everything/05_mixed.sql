-- segue:revision a10000000005
-- segue:parent   a10000000004
-- segue:message  every kind of statement that commits in its own way, between ones that share a transaction

-- segue:upgrade
ALTER TABLE person ADD COLUMN email text;
UPDATE person SET email = 'p' || id || '@example.org';
CREATE UNIQUE INDEX CONCURRENTLY person_email ON person (email);
ALTER TYPE mood ADD VALUE IF NOT EXISTS 'tired';
UPDATE person SET mood = 'tired' WHERE id % 10 = 0;
UPDATE purchase SET total = total + 1;
CREATE INDEX CONCURRENTLY purchase_person ON purchase (person_id);
DROP INDEX CONCURRENTLY purchase_total;
REINDEX TABLE CONCURRENTLY person;
REINDEX INDEX CONCURRENTLY purchase_person;
-- segue:verbatim
ALTER TABLE event DETACH PARTITION event_2023 CONCURRENTLY;
INSERT INTO entry (what) SELECT 'detached ' || count(*) FROM event_2023;
VACUUM (ANALYZE) person;
ALTER TABLE person ALTER COLUMN email SET NOT NULL;

-- segue:downgrade
ALTER TABLE person ALTER COLUMN email DROP NOT NULL;
DELETE FROM entry WHERE what LIKE 'detached %';
ALTER TABLE event ATTACH PARTITION event_2023 FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE INDEX CONCURRENTLY purchase_total ON purchase (total);
DROP INDEX CONCURRENTLY purchase_person;
UPDATE purchase SET total = total - 1;
UPDATE person SET mood = 'fine' WHERE mood = 'tired';
DROP INDEX CONCURRENTLY person_email;
ALTER TABLE person DROP COLUMN email;
