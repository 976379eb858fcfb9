-- segue:revision 06af5c9e1d72 data
-- segue:parent   b60d7e24c93f
-- segue:message  platinum for the best golden users

-- segue:upgrade
UPDATE users
SET tier = 'platinum'
FROM (
  SELECT user_id
  FROM orders
  WHERE status <> 'cancelled'
  GROUP BY user_id
  HAVING sum(amount) >= 5000
) AS best
WHERE users.id = best.user_id
  AND users.tier = 'gold';

-- segue:downgrade
UPDATE users SET tier = 'gold' WHERE tier = 'platinum';
