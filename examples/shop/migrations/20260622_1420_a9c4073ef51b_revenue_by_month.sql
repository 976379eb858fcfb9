-- segue:revision a9c4073ef51b
-- segue:parent   6e12b9d4f3a0
-- segue:message  revenue by month

-- segue:upgrade
CREATE VIEW monthly_revenue AS
SELECT date_trunc('month', o.placed_at AT TIME ZONE 'UTC')::date AS month,
       c.name AS country,
       count(*) AS orders,
       sum(o.amount) AS revenue,
       sum(o.amount * c.vat_percent / (100 + c.vat_percent))::numeric(14,2) AS vat
FROM orders AS o
  JOIN users AS u ON u.id = o.user_id
  JOIN countries AS c ON c.code = u.country_code
WHERE o.status <> 'cancelled'
GROUP BY 1, 2;

COMMENT ON VIEW monthly_revenue IS 'VAT included; months begin at midnight UTC';

-- segue:downgrade
DROP VIEW monthly_revenue;
