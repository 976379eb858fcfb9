-- create index on public.orders (PostgreSQL 17)

-- ======== expand ========

-- build index orders_user_id_idx on public.orders
-- in no transaction
-- locks public.orders SHARE UPDATE EXCLUSIVE while rows are read
CREATE INDEX CONCURRENTLY "orders_user_id_idx" ON "public"."orders" USING btree ("user_id");

-- ======== way back before contract ========

-- drop index orders_user_id_idx of public.orders
-- in no transaction
-- locks public.orders SHARE UPDATE EXCLUSIVE for a moment
DROP INDEX CONCURRENTLY IF EXISTS "public"."orders_user_id_idx";
