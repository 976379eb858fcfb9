-- segue:revision d17fe6825b0c
-- segue:parent   3b8ad5c7026e
-- segue:message  events of orders, by quarter

-- segue:upgrade
CREATE TABLE order_events (
  order_id    bigint       NOT NULL,
  status      order_status NOT NULL,
  happened_at timestamptz  NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (order_id, happened_at, status)
) PARTITION BY RANGE (happened_at);

CREATE TABLE order_events_2026_q3 PARTITION OF order_events
  FOR VALUES FROM ('2026-07-01 00:00+00') TO ('2026-10-01 00:00+00');

CREATE TABLE order_events_2026_q4 PARTITION OF order_events
  FOR VALUES FROM ('2026-10-01 00:00+00') TO ('2027-01-01 00:00+00');

CREATE TABLE order_events_2027_q1 PARTITION OF order_events
  FOR VALUES FROM ('2027-01-01 00:00+00') TO ('2027-04-01 00:00+00');

-- No event is ever refused, even when nobody has made the next partition in time.
CREATE TABLE order_events_other PARTITION OF order_events DEFAULT;

-- segue:downgrade
DROP TABLE order_events;
