-- segue:revision 2d94c6f0b81a
-- segue:parent   e85b13d7a962
-- segue:label    loyalty
-- segue:message  loyalty tiers

-- segue:upgrade
CREATE TYPE loyalty_tier AS ENUM ('standard', 'silver', 'gold');

-- A constant default is kept in the catalog: no row is touched.
ALTER TABLE users
  ADD COLUMN tier loyalty_tier NOT NULL DEFAULT 'standard';

-- segue:downgrade
ALTER TABLE users DROP COLUMN tier;
DROP TYPE loyalty_tier;
