-- segue:revision b60d7e24c93f
-- segue:parent   8f31a05e7bd6
-- segue:message  a tier above gold

-- segue:upgrade
ALTER TYPE loyalty_tier ADD VALUE 'platinum' AFTER 'gold';

-- segue:downgrade
-- An enum cannot lose a value, so a new type takes the place of the old one.
ALTER TYPE loyalty_tier RENAME TO loyalty_tier_with_platinum;

CREATE TYPE loyalty_tier AS ENUM ('standard', 'silver', 'gold');

ALTER TABLE users
  ALTER COLUMN tier DROP DEFAULT,
  ALTER COLUMN tier TYPE loyalty_tier USING tier::text::loyalty_tier,
  ALTER COLUMN tier SET DEFAULT 'standard';

DROP TYPE loyalty_tier_with_platinum;
