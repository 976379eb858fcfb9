-- drop table orders (PostgreSQL 17)

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

-- put table public.orders into the trash
-- in a transaction of its own
-- locks public.orders ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
IF to_regnamespace('segue_trash') IS NULL THEN
  CREATE SCHEMA segue_trash;
END IF;
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
ALTER INDEX "public"."orders_pkey" RENAME TO "8f2c41aa_public_orders_pkey";
ALTER TABLE "public"."orders" RENAME TO "8f2c41aa_public_orders";
ALTER TABLE "public"."8f2c41aa_public_orders" SET SCHEMA "segue_trash";
INSERT INTO segue.trash
  (revision, kind, table_schema, table_name, name, kept_schema, kept_table, kept_name, restoration, remark)
VALUES (
  '8f2c41aa03b1', 'table', 'public', 'orders', 'orders', 'segue_trash', '8f2c41aa_public_orders', '8f2c41aa_public_orders',
  'DO $restore$
BEGIN
ALTER TABLE "segue_trash"."8f2c41aa_public_orders" SET SCHEMA "public";
ALTER TABLE "public"."8f2c41aa_public_orders" RENAME TO "orders";
ALTER INDEX "public"."8f2c41aa_public_orders_pkey" RENAME TO "orders_pkey";
DELETE FROM segue.trash
WHERE revision = ''8f2c41aa03b1''
  AND kind = ''table''
  AND table_schema = ''public''
  AND table_name = ''orders''
  AND name = ''orders''
  AND kept_name = ''8f2c41aa_public_orders'';
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
  ''
);
END
$segue$;
