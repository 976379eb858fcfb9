-- segue:revision a10000000004
-- segue:parent   a10000000003
-- segue:message  events, by year

-- segue:upgrade
CREATE TABLE event (at date NOT NULL, what text) PARTITION BY RANGE (at);
CREATE TABLE event_2023 PARTITION OF event FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE event_2024 PARTITION OF event FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
INSERT INTO event
SELECT date '2023-06-01' + n, 'event ' || n FROM generate_series(1, 400) AS n;

-- segue:downgrade
DROP TABLE event;
