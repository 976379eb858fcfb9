-- add foreign key orders_of_user to orders (PostgreSQL 17)

-- ======== migrate ========

-- make sure that every row of public.orders keeps orders_of_user
-- in no transaction
-- locks public.orders ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: insert the missing rows of public.users, or change or delete these, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."orders" AS t
WHERE t."user_id" IS NOT NULL
  AND NOT EXISTS (
    SELECT
    FROM "public"."users" AS r
    WHERE r."id" = t."user_id"
  )
LIMIT 5;

-- add orders_of_user to public.orders for new rows
-- in a transaction of its own
-- locks public.orders SHARE ROW EXCLUSIVE for a moment
-- locks public.users SHARE ROW EXCLUSIVE for a moment
DO $segue$
BEGIN
  IF has_table_privilege('"public"."users"', 'UPDATE, DELETE, TRUNCATE') THEN
    LOCK TABLE ONLY "public"."users" IN SHARE ROW EXCLUSIVE MODE;
  END IF;
  ALTER TABLE "public"."orders"
    ADD CONSTRAINT "orders_of_user" FOREIGN KEY ("user_id") REFERENCES "public"."users" ("id") NOT VALID;
END
$segue$;

-- validate orders_of_user of public.orders
-- in a transaction of its own
-- locks public.orders SHARE UPDATE EXCLUSIVE while rows are read
-- locks public.users ROW SHARE while rows are read
ALTER TABLE "public"."orders"
  VALIDATE CONSTRAINT "orders_of_user";

-- ======== way back before contract ========

-- drop foreign key orders_of_user of public.orders
-- in a transaction of its own
-- locks public.orders ACCESS EXCLUSIVE for a moment
-- locks public.users ACCESS EXCLUSIVE for a moment
DO $segue$
DECLARE
  is_other_locked boolean := false;
BEGIN
  IF has_table_privilege(to_regclass('"public"."users"'), 'UPDATE, DELETE, TRUNCATE')
    AND has_table_privilege(to_regclass('"public"."orders"'), 'UPDATE, DELETE, TRUNCATE')
  THEN
    BEGIN
      LOCK TABLE ONLY "public"."users" IN ACCESS EXCLUSIVE MODE;
      is_other_locked := true;
      LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
    EXCEPTION
      WHEN lock_not_available THEN
        IF NOT is_other_locked THEN
          RAISE;
        END IF;
    END;
  END IF;
  ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "orders_of_user";
END
$segue$;
