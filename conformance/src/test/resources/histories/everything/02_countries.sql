-- segue:revision a10000000002
-- segue:parent   a10000000001
-- segue:message  countries, with their rows

-- segue:upgrade
CREATE TABLE country (code char(2) PRIMARY KEY, name text NOT NULL);
COPY country (code, name) FROM stdin;
CH	Switzerland
LK	Sri Lanka
TR	Türkiye; quoted "so"
XX	\\backslash and\ttab
\.
ALTER TABLE person ADD COLUMN country char(2) REFERENCES country;

-- segue:downgrade
ALTER TABLE person DROP COLUMN country;
DROP TABLE country;
