-- segue:revision 8f31a05e7bd6 data
-- segue:parent   2d94c6f0b81a
-- segue:message  tiers of the users we have

-- segue:upgrade
UPDATE users
SET tier = CASE WHEN spent.total >= 2500 THEN 'gold' ELSE 'silver' END::loyalty_tier
FROM (
  SELECT user_id, sum(amount) AS total
  FROM orders
  WHERE status <> 'cancelled'
  GROUP BY user_id
  HAVING sum(amount) >= 1000
) AS spent
WHERE users.id = spent.user_id;

-- segue:downgrade
-- segue:nothing "the older application does not look at tiers"
