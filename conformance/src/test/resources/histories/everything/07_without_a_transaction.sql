-- segue:revision a10000000007
-- segue:parent   a10000000006
-- segue:message  statements that commit one by one
-- segue:no-transaction

-- segue:upgrade
INSERT INTO entry (what) VALUES ('one'), ('two');
UPDATE purchase SET total = total + 7;
CREATE INDEX CONCURRENTLY entry_what ON entry (what);
ALTER TABLE purchase ADD COLUMN paid boolean NOT NULL DEFAULT false;

-- segue:downgrade
ALTER TABLE purchase DROP COLUMN paid;
DROP INDEX CONCURRENTLY entry_what;
UPDATE purchase SET total = total - 7;
DELETE FROM entry WHERE what IN ('one', 'two');
