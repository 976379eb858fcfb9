CREATE TABLE shop.since_15 (
  id integer,
  other integer,
  UNIQUE NULLS NOT DISTINCT (id),
  CONSTRAINT since_15_other FOREIGN KEY (id, other) REFERENCES shop.purchase ("left", "right") ON DELETE SET NULL (other)
);
CREATE UNIQUE INDEX since_15_index ON shop.since_15 (other) NULLS NOT DISTINCT;
CREATE PUBLICATION columns FOR TABLE shop.since_15 (id) WHERE (id > 1);
CREATE PUBLICATION of_schema FOR TABLES IN SCHEMA archive;
CREATE VIEW shop.invoker WITH (security_invoker = true) AS SELECT id FROM shop.since_15;
