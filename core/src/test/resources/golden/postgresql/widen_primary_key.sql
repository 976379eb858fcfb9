-- change type of users.id to bigint

-- ======== expand ========

-- make sure that nothing that would stay with it is built on column id of public.users
-- in no transaction
-- goes on only where this finds nothing, otherwise: drop these in an earlier revision, and make them anew in a later one
SELECT pg_describe_object(d.classid, d.objid, d.objsubid) AS offence
FROM pg_attribute a
  JOIN pg_depend d
    ON d.refclassid = 'pg_class'::regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
  LEFT JOIN pg_policy p ON d.classid = 'pg_policy'::regclass AND p.oid = d.objid
  LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
WHERE a.attrelid = '"public"."users"'::regclass
  AND a.attname = 'id'
  AND (d.classid = 'pg_proc'::regclass OR p.polrelid <> a.attrelid OR r.rulename <> '_RETURN')
LIMIT 5;

-- make sure that nothing that would stay with it is built on column user_id of public.orders
-- in no transaction
-- goes on only where this finds nothing, otherwise: drop these in an earlier revision, and make them anew in a later one
SELECT pg_describe_object(d.classid, d.objid, d.objsubid) AS offence
FROM pg_attribute a
  JOIN pg_depend d
    ON d.refclassid = 'pg_class'::regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
  LEFT JOIN pg_policy p ON d.classid = 'pg_policy'::regclass AND p.oid = d.objid
  LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
WHERE a.attrelid = '"public"."orders"'::regclass
  AND a.attname = 'user_id'
  AND (d.classid = 'pg_proc'::regclass OR p.polrelid <> a.attrelid OR r.rulename <> '_RETURN')
LIMIT 5;

-- add segue_shadow_8f2c41aa_id to public.users, kept equal to id by a trigger
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
ALTER TABLE "public"."users"
  ADD COLUMN "segue_shadow_8f2c41aa_id" bigint;
CREATE OR REPLACE FUNCTION segue."mirror_8f2c41aa03b1_public.users_id"() RETURNS trigger
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path = "public", pg_temp
AS $mirror$
#variable_conflict use_column
DECLARE
  shadow_leads boolean;
  column_rests boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    shadow_leads := NEW."segue_shadow_8f2c41aa_id" IS DISTINCT FROM NULL;
    column_rests := false;
  ELSE
    shadow_leads := OLD."segue_shadow_8f2c41aa_id" IS DISTINCT FROM NEW."segue_shadow_8f2c41aa_id";
    column_rests := OLD."id" IS NOT DISTINCT FROM NEW."id";
  END IF;
  IF NOT shadow_leads THEN
    NEW."segue_shadow_8f2c41aa_id" := CAST(NEW."id" AS bigint);
  ELSIF column_rests OR NEW."segue_shadow_8f2c41aa_id" IS DISTINCT FROM CAST(NEW."id" AS bigint) THEN
    NEW."id" := CAST(NEW."segue_shadow_8f2c41aa_id" AS integer);
  END IF;
  RETURN NEW;
END
$mirror$;
REVOKE ALL ON FUNCTION segue."mirror_8f2c41aa03b1_public.users_id"() FROM PUBLIC;
CREATE TRIGGER "zzz_segue_insert_8f2c41aa_id"
  BEFORE INSERT ON "public"."users"
  FOR EACH ROW
  EXECUTE FUNCTION segue."mirror_8f2c41aa03b1_public.users_id"();
CREATE TRIGGER "zzz_segue_update_8f2c41aa_id"
  BEFORE UPDATE ON "public"."users"
  FOR EACH ROW
  WHEN (
    (OLD."id" IS DISTINCT FROM NEW."id" OR OLD."segue_shadow_8f2c41aa_id" IS DISTINCT FROM NEW."segue_shadow_8f2c41aa_id")
    AND current_setting('segue.backfill', true) IS DISTINCT FROM 'on'
  )
  EXECUTE FUNCTION segue."mirror_8f2c41aa03b1_public.users_id"();
ALTER TABLE "public"."users"
  ENABLE ALWAYS TRIGGER "zzz_segue_insert_8f2c41aa_id",
  ENABLE ALWAYS TRIGGER "zzz_segue_update_8f2c41aa_id";
END
$segue$;

-- add segue_shadow_8f2c41aa_user_id to public.orders, kept equal to user_id by a trigger
-- in a transaction of its own
-- locks public.orders ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
ALTER TABLE "public"."orders"
  ADD COLUMN "segue_shadow_8f2c41aa_user_id" bigint;
CREATE OR REPLACE FUNCTION segue."mirror_8f2c41aa03b1_public.orders_user_id"() RETURNS trigger
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path = "public", pg_temp
AS $mirror$
#variable_conflict use_column
DECLARE
  shadow_leads boolean;
  column_rests boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    shadow_leads := NEW."segue_shadow_8f2c41aa_user_id" IS DISTINCT FROM NULL;
    column_rests := false;
  ELSE
    shadow_leads := OLD."segue_shadow_8f2c41aa_user_id" IS DISTINCT FROM NEW."segue_shadow_8f2c41aa_user_id";
    column_rests := OLD."user_id" IS NOT DISTINCT FROM NEW."user_id";
  END IF;
  IF NOT shadow_leads THEN
    NEW."segue_shadow_8f2c41aa_user_id" := CAST(NEW."user_id" AS bigint);
  ELSIF column_rests OR NEW."segue_shadow_8f2c41aa_user_id" IS DISTINCT FROM CAST(NEW."user_id" AS bigint) THEN
    NEW."user_id" := CAST(NEW."segue_shadow_8f2c41aa_user_id" AS integer);
  END IF;
  RETURN NEW;
END
$mirror$;
REVOKE ALL ON FUNCTION segue."mirror_8f2c41aa03b1_public.orders_user_id"() FROM PUBLIC;
CREATE TRIGGER "zzz_segue_insert_8f2c41aa_user_id"
  BEFORE INSERT ON "public"."orders"
  FOR EACH ROW
  EXECUTE FUNCTION segue."mirror_8f2c41aa03b1_public.orders_user_id"();
CREATE TRIGGER "zzz_segue_update_8f2c41aa_user_id"
  BEFORE UPDATE ON "public"."orders"
  FOR EACH ROW
  WHEN (
    (OLD."user_id" IS DISTINCT FROM NEW."user_id" OR OLD."segue_shadow_8f2c41aa_user_id" IS DISTINCT FROM NEW."segue_shadow_8f2c41aa_user_id")
    AND current_setting('segue.backfill', true) IS DISTINCT FROM 'on'
  )
  EXECUTE FUNCTION segue."mirror_8f2c41aa03b1_public.orders_user_id"();
ALTER TABLE "public"."orders"
  ENABLE ALWAYS TRIGGER "zzz_segue_insert_8f2c41aa_user_id",
  ENABLE ALWAYS TRIGGER "zzz_segue_update_8f2c41aa_user_id";
END
$segue$;

-- ======== migrate ========

-- fill public.users.segue_shadow_8f2c41aa_id from id
-- in no transaction
-- locks public.users ROW EXCLUSIVE for many short whiles
-- in batches:
UPDATE public.users
SET "segue_shadow_8f2c41aa_id" = CAST("id" AS bigint)
WHERE "segue_shadow_8f2c41aa_id" IS DISTINCT FROM CAST("id" AS bigint);

-- let the planner know what public.users.segue_shadow_8f2c41aa_id holds
-- in a transaction of its own
-- locks public.users SHARE UPDATE EXCLUSIVE while rows are read
ANALYZE "public"."users" ("segue_shadow_8f2c41aa_id");

-- fill public.orders.segue_shadow_8f2c41aa_user_id from user_id
-- in no transaction
-- locks public.orders ROW EXCLUSIVE for many short whiles
-- in batches:
UPDATE public.orders
SET "segue_shadow_8f2c41aa_user_id" = CAST("user_id" AS bigint)
WHERE "segue_shadow_8f2c41aa_user_id" IS DISTINCT FROM CAST("user_id" AS bigint);

-- let the planner know what public.orders.segue_shadow_8f2c41aa_user_id holds
-- in a transaction of its own
-- locks public.orders SHARE UPDATE EXCLUSIVE while rows are read
ANALYZE "public"."orders" ("segue_shadow_8f2c41aa_user_id");

-- make sure that no row of public.users has NULL in segue_shadow_8f2c41aa_id
-- in no transaction
-- locks public.users ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: correct what is computed from id for these rows, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."users" AS t
WHERE "segue_shadow_8f2c41aa_id" IS NULL
LIMIT 5;

-- let no NULL into public.users.segue_shadow_8f2c41aa_id any more
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  ADD CONSTRAINT "segue_not_null_segue_shadow_8f2c41aa_id" CHECK ("segue_shadow_8f2c41aa_id" IS NOT NULL) NOT VALID;

-- validate that public.users.segue_shadow_8f2c41aa_id holds no NULL
-- in a transaction of its own
-- locks public.users SHARE UPDATE EXCLUSIVE while rows are read
ALTER TABLE "public"."users"
  VALIDATE CONSTRAINT "segue_not_null_segue_shadow_8f2c41aa_id";

-- set not null on public.users.segue_shadow_8f2c41aa_id, which the check proves
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  ALTER COLUMN "segue_shadow_8f2c41aa_id" SET NOT NULL;

-- drop the check, which is no longer needed
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  DROP CONSTRAINT IF EXISTS "segue_not_null_segue_shadow_8f2c41aa_id";

-- make sure that no row of public.orders has NULL in segue_shadow_8f2c41aa_user_id
-- in no transaction
-- locks public.orders ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: correct what is computed from user_id for these rows, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."orders" AS t
WHERE "segue_shadow_8f2c41aa_user_id" IS NULL
LIMIT 5;

-- let no NULL into public.orders.segue_shadow_8f2c41aa_user_id any more
-- in a transaction of its own
-- locks public.orders ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."orders"
  ADD CONSTRAINT "segue_not_null_segue_shadow_8f2c41aa_user_id" CHECK ("segue_shadow_8f2c41aa_user_id" IS NOT NULL) NOT VALID;

-- validate that public.orders.segue_shadow_8f2c41aa_user_id holds no NULL
-- in a transaction of its own
-- locks public.orders SHARE UPDATE EXCLUSIVE while rows are read
ALTER TABLE "public"."orders"
  VALIDATE CONSTRAINT "segue_not_null_segue_shadow_8f2c41aa_user_id";

-- set not null on public.orders.segue_shadow_8f2c41aa_user_id, which the check proves
-- in a transaction of its own
-- locks public.orders ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."orders"
  ALTER COLUMN "segue_shadow_8f2c41aa_user_id" SET NOT NULL;

-- drop the check, which is no longer needed
-- in a transaction of its own
-- locks public.orders ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."orders"
  DROP CONSTRAINT IF EXISTS "segue_not_null_segue_shadow_8f2c41aa_user_id";

-- build index segue_8f2c41aa_users_pkey on public.users
-- in no transaction
-- locks public.users SHARE UPDATE EXCLUSIVE while rows are read
CREATE UNIQUE INDEX CONCURRENTLY "segue_8f2c41aa_users_pkey" ON "public"."users" USING btree ("segue_shadow_8f2c41aa_id");

-- make sure that every row of public.orders keeps segue_8f2c41aa_orders_user_id_fkey
-- in no transaction
-- locks public.orders ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: insert the missing rows of public.users, or change or delete these, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."orders" AS t
WHERE t."segue_shadow_8f2c41aa_user_id" IS NOT NULL
  AND NOT EXISTS (
    SELECT
    FROM "public"."users" AS r
    WHERE r."segue_shadow_8f2c41aa_id" = t."segue_shadow_8f2c41aa_user_id"
  )
LIMIT 5;

-- add segue_8f2c41aa_orders_user_id_fkey to public.orders for new rows
-- in a transaction of its own
-- locks public.orders SHARE ROW EXCLUSIVE for a moment
-- locks public.users SHARE ROW EXCLUSIVE for a moment
DO $segue$
BEGIN
  IF has_table_privilege('"public"."users"', 'UPDATE, DELETE, TRUNCATE') THEN
    LOCK TABLE ONLY "public"."users" IN SHARE ROW EXCLUSIVE MODE;
  END IF;
  ALTER TABLE "public"."orders"
    ADD CONSTRAINT "segue_8f2c41aa_orders_user_id_fkey" FOREIGN KEY ("segue_shadow_8f2c41aa_user_id") REFERENCES "public"."users" ("segue_shadow_8f2c41aa_id") ON DELETE CASCADE NOT VALID;
END
$segue$;

-- validate segue_8f2c41aa_orders_user_id_fkey of public.orders
-- in a transaction of its own
-- locks public.orders SHARE UPDATE EXCLUSIVE while rows are read
-- locks public.users ROW SHARE while rows are read
ALTER TABLE "public"."orders"
  VALIDATE CONSTRAINT "segue_8f2c41aa_orders_user_id_fkey";

-- make sure that in every row of public.users, segue_shadow_8f2c41aa_id agrees with id
-- in no transaction
-- locks public.users ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: look whether somebody disabled the trigger of public.users that keeps them equal; update these rows so that they agree, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."users" AS t
WHERE NOT ("segue_shadow_8f2c41aa_id" IS NOT DISTINCT FROM CAST("id" AS bigint))
LIMIT 5;

-- make sure that in every row of public.orders, segue_shadow_8f2c41aa_user_id agrees with user_id
-- in no transaction
-- locks public.orders ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: look whether somebody disabled the trigger of public.orders that keeps them equal; update these rows so that they agree, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."orders" AS t
WHERE NOT ("segue_shadow_8f2c41aa_user_id" IS NOT DISTINCT FROM CAST("user_id" AS bigint))
LIMIT 5;

-- ======== contract ========

-- make sure that in every row of public.users, segue_shadow_8f2c41aa_id agrees with id
-- in no transaction
-- locks public.users ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: look whether somebody disabled the trigger of public.users that keeps them equal; update these rows so that they agree, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."users" AS t
WHERE NOT ("segue_shadow_8f2c41aa_id" IS NOT DISTINCT FROM CAST("id" AS bigint))
LIMIT 5;

-- make sure that in every row of public.orders, segue_shadow_8f2c41aa_user_id agrees with user_id
-- in no transaction
-- locks public.orders ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: look whether somebody disabled the trigger of public.orders that keeps them equal; update these rows so that they agree, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."orders" AS t
WHERE NOT ("segue_shadow_8f2c41aa_user_id" IS NOT DISTINCT FROM CAST("user_id" AS bigint))
LIMIT 5;

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
  EXECUTE (
    SELECT format('COMMENT ON CONSTRAINT %I ON %s IS %L', 'segue_8f2c41aa_orders_user_id_fkey', conrelid::regclass,
      obj_description(oid, 'pg_constraint'))
    FROM pg_constraint
    WHERE conrelid = '"public"."orders"'::regclass
      AND conname = 'orders_user_id_fkey'
  );
  ALTER TABLE "public"."orders"
    DROP CONSTRAINT "orders_user_id_fkey";
END
$segue$;

-- let segue_shadow_8f2c41aa_id take the place of id in public.users, which goes to the trash
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
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
DECLARE
  remarks text[] := ARRAY(
    SELECT format('COMMENT ON INDEX %s IS %L', indexrelid::regclass, obj_description(indexrelid, 'pg_class'))
    FROM pg_index
    WHERE indrelid = '"public"."users"'::regclass
      AND obj_description(indexrelid, 'pg_class') IS NOT NULL
    UNION ALL
    SELECT format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s', indexrelid::regclass, attnum, attstattarget)
    FROM pg_index
      JOIN pg_attribute ON attrelid = indexrelid
    WHERE indrelid = '"public"."users"'::regclass
      AND attstattarget >= 0
      AND indexprs IS NOT NULL
    UNION ALL
    SELECT format('ALTER TABLE %s CLUSTER ON %I', indrelid::regclass, relname)
    FROM pg_index
      JOIN pg_class ON pg_class.oid = indexrelid
    WHERE indrelid = '"public"."users"'::regclass
      AND indisclustered
    UNION ALL
    SELECT format('COMMENT ON CONSTRAINT %I ON %s IS %L', conname, conrelid::regclass,
      obj_description(oid, 'pg_constraint'))
    FROM pg_constraint
    WHERE conrelid = '"public"."users"'::regclass
      AND contype <> 'f'
      AND obj_description(oid, 'pg_constraint') IS NOT NULL
    UNION ALL
    SELECT format('COMMENT ON STATISTICS %s.%I IS %L', stxnamespace::regnamespace, stxname,
      obj_description(oid, 'pg_statistic_ext'))
    FROM pg_statistic_ext
    WHERE stxrelid = '"public"."users"'::regclass
      AND obj_description(oid, 'pg_statistic_ext') IS NOT NULL
    UNION ALL
    SELECT format('ALTER STATISTICS %s.%I SET STATISTICS %s', stxnamespace::regnamespace, stxname, stxstattarget)
    FROM pg_statistic_ext
    WHERE stxrelid = '"public"."users"'::regclass
      AND stxstattarget >= 0
    UNION ALL
    SELECT format('ALTER TABLE %s ALTER COLUMN %I SET (%s)', attrelid::regclass, 'id',
      array_to_string(attoptions, ', '))
    FROM pg_attribute
    WHERE attrelid = '"public"."users"'::regclass
      AND attname = 'id'
      AND attoptions IS NOT NULL
  );
  remark text;
BEGIN
DROP TRIGGER IF EXISTS "zzz_segue_insert_8f2c41aa_id" ON "public"."users";
DROP TRIGGER IF EXISTS "zzz_segue_update_8f2c41aa_id" ON "public"."users";
DROP FUNCTION IF EXISTS segue."mirror_8f2c41aa03b1_public.users_id"();
ALTER TABLE "public"."users"
  DROP CONSTRAINT "users_pkey";
ALTER TABLE "public"."users"
  ADD CONSTRAINT "users_pkey" PRIMARY KEY USING INDEX "segue_8f2c41aa_users_pkey";
DECLARE
    counted bigint;
    is_called boolean;
  BEGIN
    SELECT s.last_value, s.is_called INTO counted, is_called FROM "public"."users_id_seq" AS s;
    ALTER TABLE "public"."users"
      ALTER COLUMN "id" DROP IDENTITY;
    ALTER TABLE "public"."users"
      ALTER COLUMN "segue_shadow_8f2c41aa_id" ADD GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME "public"."users_id_seq" );
    PERFORM setval('"public"."users_id_seq"', counted, is_called);
  END;
ALTER TABLE "public"."users"
  ALTER COLUMN "id" DROP NOT NULL;
ALTER TABLE "public"."users"
  RENAME COLUMN "id" TO "segue_trash_8f2c41aa_id";
ALTER TABLE "public"."users"
  RENAME COLUMN "segue_shadow_8f2c41aa_id" TO "id";
  FOREACH remark IN ARRAY remarks LOOP
    EXECUTE remark;
  END LOOP;
END;
INSERT INTO segue.trash
  (revision, kind, table_schema, table_name, name, kept_schema, kept_table, kept_name, restoration, remark)
VALUES (
  '8f2c41aa03b1', 'column', 'public', 'users', 'id', 'public', 'users', 'segue_trash_8f2c41aa_id',
  'DO $restore$
BEGIN
ALTER TABLE "public"."users"
  RENAME COLUMN "segue_trash_8f2c41aa_id" TO "id_before_8f2c41aa";
DELETE FROM segue.trash
WHERE revision = ''8f2c41aa03b1''
  AND kind = ''column''
  AND table_schema = ''public''
  AND table_name = ''users''
  AND name = ''id''
  AND kept_name = ''segue_trash_8f2c41aa_id'';
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
$restore$;',
  'its name is in use; it comes back as id_before_8f2c41aa'
);
END
$segue$;

-- let segue_shadow_8f2c41aa_user_id take the place of user_id in public.orders, which goes to the trash
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
DECLARE
  remarks text[] := ARRAY(
    SELECT format('COMMENT ON INDEX %s IS %L', indexrelid::regclass, obj_description(indexrelid, 'pg_class'))
    FROM pg_index
    WHERE indrelid = '"public"."orders"'::regclass
      AND obj_description(indexrelid, 'pg_class') IS NOT NULL
    UNION ALL
    SELECT format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s', indexrelid::regclass, attnum, attstattarget)
    FROM pg_index
      JOIN pg_attribute ON attrelid = indexrelid
    WHERE indrelid = '"public"."orders"'::regclass
      AND attstattarget >= 0
      AND indexprs IS NOT NULL
    UNION ALL
    SELECT format('ALTER TABLE %s CLUSTER ON %I', indrelid::regclass, relname)
    FROM pg_index
      JOIN pg_class ON pg_class.oid = indexrelid
    WHERE indrelid = '"public"."orders"'::regclass
      AND indisclustered
    UNION ALL
    SELECT format('COMMENT ON CONSTRAINT %I ON %s IS %L', conname, conrelid::regclass,
      obj_description(oid, 'pg_constraint'))
    FROM pg_constraint
    WHERE conrelid = '"public"."orders"'::regclass
      AND contype <> 'f'
      AND obj_description(oid, 'pg_constraint') IS NOT NULL
    UNION ALL
    SELECT format('COMMENT ON STATISTICS %s.%I IS %L', stxnamespace::regnamespace, stxname,
      obj_description(oid, 'pg_statistic_ext'))
    FROM pg_statistic_ext
    WHERE stxrelid = '"public"."orders"'::regclass
      AND obj_description(oid, 'pg_statistic_ext') IS NOT NULL
    UNION ALL
    SELECT format('ALTER STATISTICS %s.%I SET STATISTICS %s', stxnamespace::regnamespace, stxname, stxstattarget)
    FROM pg_statistic_ext
    WHERE stxrelid = '"public"."orders"'::regclass
      AND stxstattarget >= 0
    UNION ALL
    SELECT format('ALTER TABLE %s ALTER COLUMN %I SET (%s)', attrelid::regclass, 'user_id',
      array_to_string(attoptions, ', '))
    FROM pg_attribute
    WHERE attrelid = '"public"."orders"'::regclass
      AND attname = 'user_id'
      AND attoptions IS NOT NULL
  );
  remark text;
BEGIN
DROP TRIGGER IF EXISTS "zzz_segue_insert_8f2c41aa_user_id" ON "public"."orders";
DROP TRIGGER IF EXISTS "zzz_segue_update_8f2c41aa_user_id" ON "public"."orders";
DROP FUNCTION IF EXISTS segue."mirror_8f2c41aa03b1_public.orders_user_id"();
ALTER TABLE "public"."orders"
  ALTER COLUMN "user_id" DROP NOT NULL;
ALTER TABLE "public"."orders"
  RENAME COLUMN "user_id" TO "segue_trash_8f2c41aa_user_id";
ALTER TABLE "public"."orders"
  RENAME COLUMN "segue_shadow_8f2c41aa_user_id" TO "user_id";
  FOREACH remark IN ARRAY remarks LOOP
    EXECUTE remark;
  END LOOP;
END;
INSERT INTO segue.trash
  (revision, kind, table_schema, table_name, name, kept_schema, kept_table, kept_name, restoration, remark)
VALUES (
  '8f2c41aa03b1', 'column', 'public', 'orders', 'user_id', 'public', 'orders', 'segue_trash_8f2c41aa_user_id',
  'DO $restore$
BEGIN
ALTER TABLE "public"."orders"
  RENAME COLUMN "segue_trash_8f2c41aa_user_id" TO "user_id_before_8f2c41aa";
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
$restore$;',
  'its name is in use; it comes back as user_id_before_8f2c41aa'
);
END
$segue$;

-- give foreign key orders_user_id_fkey of public.orders its name
-- in a transaction of its own
-- locks public.orders ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."orders"
  RENAME CONSTRAINT "segue_8f2c41aa_orders_user_id_fkey" TO "orders_user_id_fkey";

-- ======== way back before contract ========

-- drop foreign key segue_8f2c41aa_orders_user_id_fkey of public.orders
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
  ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "segue_8f2c41aa_orders_user_id_fkey";
END
$segue$;

-- take segue_shadow_8f2c41aa_user_id of public.orders and its trigger away
-- in a transaction of its own
-- locks public.orders ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
DROP TRIGGER IF EXISTS "zzz_segue_insert_8f2c41aa_user_id" ON "public"."orders";
DROP TRIGGER IF EXISTS "zzz_segue_update_8f2c41aa_user_id" ON "public"."orders";
DROP FUNCTION IF EXISTS segue."mirror_8f2c41aa03b1_public.orders_user_id"();
ALTER TABLE IF EXISTS "public"."orders"
  DROP COLUMN IF EXISTS "segue_shadow_8f2c41aa_user_id";
END
$segue$;

-- take segue_shadow_8f2c41aa_id of public.users and its trigger away
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
DROP TRIGGER IF EXISTS "zzz_segue_insert_8f2c41aa_id" ON "public"."users";
DROP TRIGGER IF EXISTS "zzz_segue_update_8f2c41aa_id" ON "public"."users";
DROP FUNCTION IF EXISTS segue."mirror_8f2c41aa03b1_public.users_id"();
ALTER TABLE IF EXISTS "public"."users"
  DROP COLUMN IF EXISTS "segue_shadow_8f2c41aa_id";
END
$segue$;
