-- create table deliveries (PostgreSQL 17)

-- ======== expand ========

-- create table deliveries
-- in the transaction of the revision
CREATE TABLE deliveries (
  id bigint PRIMARY KEY,
  order_id bigint NOT NULL,
  user_id bigint NOT NULL,
  replaces bigint REFERENCES deliveries,
  at date,
  CHECK (at > '2000-01-01')
) WITH (fillfactor = 80);

-- let deliveries refer to public.orders
-- in a transaction of its own
-- locks public.orders SHARE ROW EXCLUSIVE for a moment
ALTER TABLE "deliveries"
  ADD CONSTRAINT "deliveries_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders" ON DELETE CASCADE;

-- let deliveries refer to public.users
-- in a transaction of its own
-- locks public.users SHARE ROW EXCLUSIVE for a moment
ALTER TABLE "deliveries"
  ADD CONSTRAINT "delivered_to" FOREIGN KEY ("user_id") REFERENCES "users" ("id");

-- let deliveries refer to public.users
-- in a transaction of its own
-- locks public.users SHARE ROW EXCLUSIVE for a moment
ALTER TABLE "deliveries"
  ADD CONSTRAINT "deliveries_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users";

-- ======== way back before contract ========

-- drop deliveries_user_id_fkey of deliveries
-- in a transaction of its own
-- locks deliveries ACCESS EXCLUSIVE for a moment
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE IF EXISTS "deliveries"
  DROP CONSTRAINT IF EXISTS "deliveries_user_id_fkey";

-- drop delivered_to of deliveries
-- in a transaction of its own
-- locks deliveries ACCESS EXCLUSIVE for a moment
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE IF EXISTS "deliveries"
  DROP CONSTRAINT IF EXISTS "delivered_to";

-- drop deliveries_order_id_fkey of deliveries
-- in a transaction of its own
-- locks deliveries ACCESS EXCLUSIVE for a moment
-- locks public.orders ACCESS EXCLUSIVE for a moment
ALTER TABLE IF EXISTS "deliveries"
  DROP CONSTRAINT IF EXISTS "deliveries_order_id_fkey";

-- drop table deliveries
-- in a transaction of its own
-- locks deliveries ACCESS EXCLUSIVE for a moment
DROP TABLE IF EXISTS "deliveries";
