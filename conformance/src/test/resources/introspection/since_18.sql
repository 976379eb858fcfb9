CREATE TABLE shop.since_18 (
  id integer,
  during daterange,
  later integer,
  valid integer CONSTRAINT named_not_null NOT NULL,
  doubled integer GENERATED ALWAYS AS (valid * 2) VIRTUAL,
  CONSTRAINT since_18_key PRIMARY KEY (id, during WITHOUT OVERLAPS),
  CONSTRAINT since_18_wish CHECK (id > 0) NOT ENFORCED
);
ALTER TABLE shop.since_18 ADD CONSTRAINT later_required NOT NULL later NOT VALID;
CREATE TABLE shop.since_18_child (
  id integer,
  during daterange,
  CONSTRAINT since_18_period FOREIGN KEY (id, PERIOD during) REFERENCES shop.since_18 (id, PERIOD during),
  CONSTRAINT since_18_hint FOREIGN KEY (id) REFERENCES shop.bucket NOT ENFORCED
);
