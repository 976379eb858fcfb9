-- segue:revision 6e12b9d4f3a0
-- segue:parent   e85b13d7a962
-- segue:label    reporting
-- segue:message  indexes for revenue and for open orders

-- Built while everyone goes on writing, each outside a transaction. A build that is interrupted leaves an invalid index;
-- the next run finds it, drops it and builds it again.

-- segue:upgrade
CREATE INDEX CONCURRENTLY orders_revenue_idx
  ON orders (placed_at) INCLUDE (user_id, status, amount);

CREATE INDEX CONCURRENTLY orders_open_idx
  ON orders (placed_at)
  WHERE status IN ('pending', 'paid');

-- segue:downgrade
DROP INDEX CONCURRENTLY orders_open_idx;

DROP INDEX CONCURRENTLY orders_revenue_idx;
