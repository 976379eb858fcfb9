-- remove value 'sad' from enum mood

-- ======== expand ========

-- make sure that nothing but columns of tables uses enum public.mood
-- in no transaction
-- goes on only where this finds nothing, otherwise: drop these, or change them to text, in an earlier revision, and make them anew in a later one
SELECT DISTINCT pg_describe_object(d.classid, d.objid, d.objsubid) AS offence
FROM pg_type t
  JOIN pg_depend d ON d.refclassid = 'pg_type'::regclass AND d.refobjid IN (t.oid, t.typarray)
  LEFT JOIN pg_class c ON d.classid = 'pg_class'::regclass AND c.oid = d.objid
  LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid
  LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE t.oid = '"public"."mood"'::regtype
  AND d.deptype = 'n'
  AND d.classid IN ('pg_class'::regclass, 'pg_type'::regclass, 'pg_proc'::regclass)
  AND (c.oid IS NULL OR (c.relkind IN ('r', 'p', 'c', 'f') AND NOT c.relispartition))
  AND NOT coalesce((n.nspname, c.relname, a.attname) IN (('public', 'users', 'mood')), false)
  AND NOT coalesce(a.attname LIKE 'segue\_trash\_%', false)
LIMIT 5;

-- create enum public.mood anew without 'sad'
-- in a transaction of its own
DO $segue$
BEGIN
CREATE TYPE "public"."segue_type_8f2c41aa_mood" AS ENUM ('calm', 'happy');
END
$segue$;

-- make sure that nothing that would stay with it is built on column mood of public.users
-- in no transaction
-- goes on only where this finds nothing, otherwise: drop these in an earlier revision, and make them anew in a later one
SELECT pg_describe_object(d.classid, d.objid, d.objsubid) AS offence
FROM pg_attribute a
  JOIN pg_depend d
    ON d.refclassid = 'pg_class'::regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
  LEFT JOIN pg_policy p ON d.classid = 'pg_policy'::regclass AND p.oid = d.objid
  LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
WHERE a.attrelid = '"public"."users"'::regclass
  AND a.attname = 'mood'
  AND (d.classid = 'pg_proc'::regclass OR p.polrelid <> a.attrelid OR r.rulename <> '_RETURN')
LIMIT 5;

-- add segue_shadow_8f2c41aa_mood to public.users, kept equal to mood by a trigger
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
ALTER TABLE "public"."users"
  ADD COLUMN "segue_shadow_8f2c41aa_mood" "public"."segue_type_8f2c41aa_mood";
ALTER TABLE "public"."users"
  ALTER COLUMN "segue_shadow_8f2c41aa_mood" SET DEFAULT 'calm'::"public"."segue_type_8f2c41aa_mood";
CREATE OR REPLACE FUNCTION segue."mirror_8f2c41aa03b1_public.users_mood"() RETURNS trigger
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
    shadow_leads := (NEW."segue_shadow_8f2c41aa_mood")::text IS DISTINCT FROM (CAST(('calm'::"public"."segue_type_8f2c41aa_mood") AS "public"."segue_type_8f2c41aa_mood"))::text;
    column_rests := false;
  ELSE
    shadow_leads := (OLD."segue_shadow_8f2c41aa_mood")::text IS DISTINCT FROM (NEW."segue_shadow_8f2c41aa_mood")::text;
    column_rests := (OLD."mood")::text IS NOT DISTINCT FROM (NEW."mood")::text;
  END IF;
  IF NOT shadow_leads THEN
    NEW."segue_shadow_8f2c41aa_mood" := CAST(CASE CAST(NEW."mood" AS text) WHEN 'sad' THEN 'calm' ELSE CAST(NEW."mood" AS text) END AS "public"."segue_type_8f2c41aa_mood");
  ELSIF column_rests OR (NEW."segue_shadow_8f2c41aa_mood")::text IS DISTINCT FROM (CAST(CASE CAST(NEW."mood" AS text) WHEN 'sad' THEN 'calm' ELSE CAST(NEW."mood" AS text) END AS "public"."segue_type_8f2c41aa_mood"))::text THEN
    NEW."mood" := CAST(CAST(NEW."segue_shadow_8f2c41aa_mood" AS text) AS mood);
  END IF;
  RETURN NEW;
END
$mirror$;
REVOKE ALL ON FUNCTION segue."mirror_8f2c41aa03b1_public.users_mood"() FROM PUBLIC;
CREATE TRIGGER "zzz_segue_insert_8f2c41aa_mood"
  BEFORE INSERT ON "public"."users"
  FOR EACH ROW
  EXECUTE FUNCTION segue."mirror_8f2c41aa03b1_public.users_mood"();
CREATE TRIGGER "zzz_segue_update_8f2c41aa_mood"
  BEFORE UPDATE ON "public"."users"
  FOR EACH ROW
  WHEN (
    ((OLD."mood")::text IS DISTINCT FROM (NEW."mood")::text OR (OLD."segue_shadow_8f2c41aa_mood")::text IS DISTINCT FROM (NEW."segue_shadow_8f2c41aa_mood")::text)
    AND current_setting('segue.backfill', true) IS DISTINCT FROM 'on'
  )
  EXECUTE FUNCTION segue."mirror_8f2c41aa03b1_public.users_mood"();
ALTER TABLE "public"."users"
  ENABLE ALWAYS TRIGGER "zzz_segue_insert_8f2c41aa_mood",
  ENABLE ALWAYS TRIGGER "zzz_segue_update_8f2c41aa_mood";
END
$segue$;

-- ======== migrate ========

-- fill public.users.segue_shadow_8f2c41aa_mood from mood
-- in no transaction
-- locks public.users ROW EXCLUSIVE for many short whiles
-- in batches:
UPDATE public.users
SET "segue_shadow_8f2c41aa_mood" = CAST(CASE CAST("mood" AS text) WHEN 'sad' THEN 'calm' ELSE CAST("mood" AS text) END AS "public"."segue_type_8f2c41aa_mood")
WHERE ("segue_shadow_8f2c41aa_mood")::text IS DISTINCT FROM (CAST(CASE CAST("mood" AS text) WHEN 'sad' THEN 'calm' ELSE CAST("mood" AS text) END AS "public"."segue_type_8f2c41aa_mood"))::text;

-- let the planner know what public.users.segue_shadow_8f2c41aa_mood holds
-- in a transaction of its own
-- locks public.users SHARE UPDATE EXCLUSIVE while rows are read
ANALYZE "public"."users" ("segue_shadow_8f2c41aa_mood");

-- make sure that in every row of public.users, segue_shadow_8f2c41aa_mood agrees with mood
-- in no transaction
-- locks public.users ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: look whether somebody disabled the trigger of public.users that keeps them equal; update these rows so that they agree, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."users" AS t
WHERE NOT (("segue_shadow_8f2c41aa_mood")::text IS NOT DISTINCT FROM (CAST(CASE CAST("mood" AS text) WHEN 'sad' THEN 'calm' ELSE CAST("mood" AS text) END AS "public"."segue_type_8f2c41aa_mood"))::text)
LIMIT 5;

-- ======== contract ========

-- make sure that in every row of public.users, segue_shadow_8f2c41aa_mood agrees with mood
-- in no transaction
-- locks public.users ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: look whether somebody disabled the trigger of public.users that keeps them equal; update these rows so that they agree, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."users" AS t
WHERE NOT (("segue_shadow_8f2c41aa_mood")::text IS NOT DISTINCT FROM (CAST(CASE CAST("mood" AS text) WHEN 'sad' THEN 'calm' ELSE CAST("mood" AS text) END AS "public"."segue_type_8f2c41aa_mood"))::text)
LIMIT 5;

-- let segue_shadow_8f2c41aa_mood take the place of mood in public.users, which goes to the trash
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
    SELECT format('ALTER TABLE %s ALTER COLUMN %I SET (%s)', attrelid::regclass, 'mood',
      array_to_string(attoptions, ', '))
    FROM pg_attribute
    WHERE attrelid = '"public"."users"'::regclass
      AND attname = 'mood'
      AND attoptions IS NOT NULL
  );
  remark text;
BEGIN
DROP TRIGGER IF EXISTS "zzz_segue_insert_8f2c41aa_mood" ON "public"."users";
DROP TRIGGER IF EXISTS "zzz_segue_update_8f2c41aa_mood" ON "public"."users";
DROP FUNCTION IF EXISTS segue."mirror_8f2c41aa03b1_public.users_mood"();
ALTER TABLE "public"."users"
  ALTER COLUMN "mood" DROP DEFAULT;
ALTER TABLE "public"."users"
  RENAME COLUMN "mood" TO "segue_trash_8f2c41aa_mood";
ALTER TABLE "public"."users"
  RENAME COLUMN "segue_shadow_8f2c41aa_mood" TO "mood";
  FOREACH remark IN ARRAY remarks LOOP
    EXECUTE remark;
  END LOOP;
END;
INSERT INTO segue.trash
  (revision, kind, table_schema, table_name, name, kept_schema, kept_table, kept_name, restoration, remark)
VALUES (
  '8f2c41aa03b1', 'column', 'public', 'users', 'mood', 'public', 'users', 'segue_trash_8f2c41aa_mood',
  'DO $restore$
BEGIN
ALTER TABLE "public"."users"
  RENAME COLUMN "segue_trash_8f2c41aa_mood" TO "mood_before_8f2c41aa";
DELETE FROM segue.trash
WHERE revision = ''8f2c41aa03b1''
  AND kind = ''column''
  AND table_schema = ''public''
  AND table_name = ''users''
  AND name = ''mood''
  AND kept_name = ''segue_trash_8f2c41aa_mood'';
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
  'its name is in use; it comes back as mood_before_8f2c41aa'
);
END
$segue$;

-- let the new type have the name public.mood
-- in a transaction of its own
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
ALTER TYPE "public"."mood" RENAME TO "segue_trash_8f2c41aa_mood";
ALTER TYPE "public"."segue_type_8f2c41aa_mood" RENAME TO "mood";
INSERT INTO segue.trash
  (revision, kind, table_schema, table_name, name, kept_schema, kept_table, kept_name, restoration, remark)
VALUES (
  '8f2c41aa03b1', 'type', 'public', 'mood', 'mood', 'public', 'segue_trash_8f2c41aa_mood', 'segue_trash_8f2c41aa_mood',
  'DO $restore$
BEGIN
ALTER TYPE "public"."segue_trash_8f2c41aa_mood" RENAME TO "mood";
DELETE FROM segue.trash
WHERE revision = ''8f2c41aa03b1''
  AND kind = ''type''
  AND table_schema = ''public''
  AND table_name = ''mood''
  AND name = ''mood''
  AND kept_name = ''segue_trash_8f2c41aa_mood'';
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
  ''
);
END
$segue$;

-- ======== way back before contract ========

-- take segue_shadow_8f2c41aa_mood of public.users and its trigger away
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
DROP TRIGGER IF EXISTS "zzz_segue_insert_8f2c41aa_mood" ON "public"."users";
DROP TRIGGER IF EXISTS "zzz_segue_update_8f2c41aa_mood" ON "public"."users";
DROP FUNCTION IF EXISTS segue."mirror_8f2c41aa03b1_public.users_mood"();
ALTER TABLE IF EXISTS "public"."users"
  DROP COLUMN IF EXISTS "segue_shadow_8f2c41aa_mood";
END
$segue$;

-- drop the new type
-- in a transaction of its own
DROP TYPE IF EXISTS "public"."segue_type_8f2c41aa_mood";
