-- drop column user_id of orders (PostgreSQL 17)

-- ======== expand ========

-- drop not null of public.orders.user_id
-- in a transaction of its own
-- locks public.orders ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."orders"
  ALTER COLUMN "user_id" DROP NOT NULL;

-- ======== contract ========

-- drop foreign key orders_user_id_fkey of public.orders
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
  ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "orders_user_id_fkey";
END
$segue$;

-- put column user_id of public.orders into the trash
-- in a transaction of its own
-- locks public.orders ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
CREATE TABLE IF NOT EXISTS segue.trash (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  revision     text NOT NULL,
  kind         text NOT NULL,
  table_schema text NOT NULL,
  table_name   text NOT NULL,
  name         text NOT NULL,
  kept_schema  text NOT NULL,
  kept_table   text NOT NULL,
  kept_name    text NOT NULL,
  restoration  text NOT NULL,
  remark       text NOT NULL,
  dropped_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);
ALTER TABLE "public"."orders"
  RENAME COLUMN "user_id" TO "segue_trash_8f2c41aa_user_id";
INSERT INTO segue.trash
  (revision, kind, table_schema, table_name, name, kept_schema, kept_table, kept_name, restoration, remark)
VALUES (
  '8f2c41aa03b1', 'column', 'public', 'orders', 'user_id', 'public', 'orders', 'segue_trash_8f2c41aa_user_id',
  'DO $restore$
BEGIN
ALTER TABLE "public"."orders"
  RENAME COLUMN "segue_trash_8f2c41aa_user_id" TO "user_id";
DELETE FROM segue.trash
WHERE revision = ''8f2c41aa03b1''
  AND kind = ''column''
  AND table_schema = ''public''
  AND table_name = ''orders''
  AND name = ''user_id''
  AND kept_name = ''segue_trash_8f2c41aa_user_id'';
IF EXISTS (
  SELECT
  FROM pg_namespace n
  WHERE n.nspname = ''segue_trash''
    AND n.nspowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)
    AND NOT EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = n.oid)
    AND NOT EXISTS (SELECT FROM pg_type t WHERE t.typnamespace = n.oid)
) THEN
  DROP SCHEMA segue_trash;
END IF;
END
$restore$;
DO $restore$
BEGIN
  IF has_table_privilege(''"public"."users"'', ''UPDATE, DELETE, TRUNCATE'') THEN
    LOCK TABLE ONLY "public"."users" IN SHARE ROW EXCLUSIVE MODE;
  END IF;
  ALTER TABLE "public"."orders"
    ADD CONSTRAINT "orders_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "public"."users" ("id") NOT VALID;
END
$restore$;
ALTER TABLE "public"."orders"
  VALIDATE CONSTRAINT "orders_user_id_fkey";',
  'column user_id was NOT NULL: set it again once every row has a value'
);
END
$segue$;

-- ======== way back before contract ========

-- fill public.orders.user_id where the new application left it out
-- in no transaction
-- locks public.orders ROW EXCLUSIVE for many short whiles
-- in batches:
UPDATE public.orders
SET "user_id" = 0
WHERE "user_id" IS NULL;

-- make sure that no row of public.orders has NULL in user_id
-- in no transaction
-- locks public.orders ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: give these rows a value in user_id (they were written by the new application), then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."orders" AS t
WHERE "user_id" IS NULL
LIMIT 5;

-- let no NULL into public.orders.user_id any more
-- in a transaction of its own
-- locks public.orders ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."orders"
  ADD CONSTRAINT "segue_not_null_user_id" CHECK ("user_id" IS NOT NULL) NOT VALID;

-- validate that public.orders.user_id holds no NULL
-- in a transaction of its own
-- locks public.orders SHARE UPDATE EXCLUSIVE while rows are read
ALTER TABLE "public"."orders"
  VALIDATE CONSTRAINT "segue_not_null_user_id";

-- set not null on public.orders.user_id, which the check proves
-- in a transaction of its own
-- locks public.orders ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."orders"
  ALTER COLUMN "user_id" SET NOT NULL;

-- drop the check, which is no longer needed
-- in a transaction of its own
-- locks public.orders ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."orders"
  DROP CONSTRAINT IF EXISTS "segue_not_null_user_id";
