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

-- drop foreign key deliveries_user_id_fkey of deliveries
-- in a transaction of its own
-- locks deliveries ACCESS EXCLUSIVE for a moment
-- locks public.users ACCESS EXCLUSIVE for a moment
DO $segue$
DECLARE
  is_other_locked boolean := false;
BEGIN
  IF has_table_privilege(to_regclass('"public"."users"'), 'UPDATE, DELETE, TRUNCATE')
    AND has_table_privilege(to_regclass('"deliveries"'), 'UPDATE, DELETE, TRUNCATE')
  THEN
    BEGIN
      LOCK TABLE ONLY "public"."users" IN ACCESS EXCLUSIVE MODE;
      is_other_locked := true;
      LOCK TABLE ONLY "deliveries" IN ACCESS EXCLUSIVE MODE;
    EXCEPTION
      WHEN lock_not_available THEN
        IF NOT is_other_locked THEN
          RAISE;
        END IF;
    END;
  END IF;
  ALTER TABLE IF EXISTS "deliveries" DROP CONSTRAINT IF EXISTS "deliveries_user_id_fkey";
END
$segue$;

-- drop foreign key delivered_to of deliveries
-- in a transaction of its own
-- locks deliveries ACCESS EXCLUSIVE for a moment
-- locks public.users ACCESS EXCLUSIVE for a moment
DO $segue$
DECLARE
  is_other_locked boolean := false;
BEGIN
  IF has_table_privilege(to_regclass('"public"."users"'), 'UPDATE, DELETE, TRUNCATE')
    AND has_table_privilege(to_regclass('"deliveries"'), 'UPDATE, DELETE, TRUNCATE')
  THEN
    BEGIN
      LOCK TABLE ONLY "public"."users" IN ACCESS EXCLUSIVE MODE;
      is_other_locked := true;
      LOCK TABLE ONLY "deliveries" IN ACCESS EXCLUSIVE MODE;
    EXCEPTION
      WHEN lock_not_available THEN
        IF NOT is_other_locked THEN
          RAISE;
        END IF;
    END;
  END IF;
  ALTER TABLE IF EXISTS "deliveries" DROP CONSTRAINT IF EXISTS "delivered_to";
END
$segue$;

-- drop foreign key deliveries_order_id_fkey of deliveries
-- in a transaction of its own
-- locks deliveries ACCESS EXCLUSIVE for a moment
-- locks public.orders ACCESS EXCLUSIVE for a moment
DO $segue$
DECLARE
  is_other_locked boolean := false;
BEGIN
  IF has_table_privilege(to_regclass('"public"."orders"'), 'UPDATE, DELETE, TRUNCATE')
    AND has_table_privilege(to_regclass('"deliveries"'), 'UPDATE, DELETE, TRUNCATE')
  THEN
    BEGIN
      LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
      is_other_locked := true;
      LOCK TABLE ONLY "deliveries" IN ACCESS EXCLUSIVE MODE;
    EXCEPTION
      WHEN lock_not_available THEN
        IF NOT is_other_locked THEN
          RAISE;
        END IF;
    END;
  END IF;
  ALTER TABLE IF EXISTS "deliveries" DROP CONSTRAINT IF EXISTS "deliveries_order_id_fkey";
END
$segue$;

-- drop table deliveries
-- in a transaction of its own
-- locks deliveries ACCESS EXCLUSIVE for a moment
DROP TABLE IF EXISTS "deliveries";
