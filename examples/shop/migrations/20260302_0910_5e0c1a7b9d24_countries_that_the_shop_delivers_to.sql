-- segue:revision 5e0c1a7b9d24
-- segue:message  countries that the shop delivers to

-- segue:upgrade
CREATE TABLE countries (
  code        char(2)      PRIMARY KEY,
  name        varchar(60)  NOT NULL UNIQUE,
  vat_percent numeric(4,1) NOT NULL CHECK (vat_percent >= 0)
);

COPY countries (code, name, vat_percent) FROM stdin;
AT	Austria	20.0
BE	Belgium	21.0
CH	Switzerland	8.1
DE	Germany	19.0
DK	Denmark	25.0
ES	Spain	21.0
FI	Finland	25.5
FR	France	20.0
IE	Ireland	23.0
IT	Italy	22.0
NL	Netherlands	21.0
NO	Norway	25.0
PL	Poland	23.0
PT	Portugal	23.0
SE	Sweden	25.0
TR	Türkiye	20.0
\.

-- segue:downgrade
DROP TABLE countries;
