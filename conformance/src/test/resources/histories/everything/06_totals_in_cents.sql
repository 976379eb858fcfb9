-- segue:revision a10000000006 data
-- segue:parent   a10000000005
-- segue:message  totals in cents: wrong if it ran twice

-- segue:upgrade
UPDATE purchase SET total = total * 100;

-- segue:downgrade
UPDATE purchase SET total = total / 100;
