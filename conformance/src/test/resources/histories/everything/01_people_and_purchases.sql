-- segue:revision a10000000001
-- segue:message  people and purchases

-- segue:upgrade
CREATE TYPE mood AS ENUM ('fine', 'sad');
CREATE TABLE person (
  id    bigint PRIMARY KEY,
  name  text NOT NULL,
  mood  mood NOT NULL DEFAULT 'fine',
  notes text
);
CREATE TABLE purchase (
  id        bigint PRIMARY KEY,
  person_id bigint NOT NULL REFERENCES person,
  total     bigint NOT NULL
);
CREATE INDEX purchase_total ON purchase (total);
INSERT INTO person (id, name, notes)
SELECT n, 'person ' || n, repeat('note ', n::int % 7) FROM generate_series(1, 200) AS n;
INSERT INTO purchase
SELECT n, 1 + n % 200, n * 10 FROM generate_series(1, 600) AS n;

-- segue:downgrade
DROP TABLE purchase;
DROP TABLE person;
DROP TYPE mood;
