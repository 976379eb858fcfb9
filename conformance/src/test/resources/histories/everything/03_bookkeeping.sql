-- segue:revision a10000000003
-- segue:parent   a10000000002
-- segue:message  a function, a trigger and a view

-- segue:upgrade
CREATE TABLE entry (what text NOT NULL);
CREATE FUNCTION note_purchase() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  INSERT INTO entry (what) VALUES ('purchase ' || NEW.id || '; done');
  RETURN NEW;
END
$body$;
CREATE TRIGGER note_purchase AFTER INSERT ON purchase FOR EACH ROW EXECUTE FUNCTION note_purchase();
CREATE VIEW spender AS
SELECT person_id, sum(total) AS total FROM purchase GROUP BY person_id;

-- segue:downgrade
DROP VIEW spender;
DROP TRIGGER note_purchase ON purchase;
DROP FUNCTION note_purchase();
DROP TABLE entry;
