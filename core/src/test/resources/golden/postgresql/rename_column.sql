-- rename column username of users to display_name

-- ======== expand ========

-- make sure that nothing that would stay with it is built on column username of public.users
-- in no transaction
-- goes on only where this finds nothing, otherwise: drop these in an earlier revision, and make them anew in a later one
SELECT pg_describe_object(d.classid, d.objid, d.objsubid) AS offence
FROM pg_attribute a
  JOIN pg_depend d
    ON d.refclassid = 'pg_class'::regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
  LEFT JOIN pg_policy p ON d.classid = 'pg_policy'::regclass AND p.oid = d.objid
  LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
WHERE a.attrelid = '"public"."users"'::regclass
  AND a.attname = 'username'
  AND (d.classid = 'pg_proc'::regclass OR p.polrelid <> a.attrelid OR r.rulename <> '_RETURN')
LIMIT 5;

-- make sure that no function of a trigger before each row would miss what is written as display_name
-- in no transaction
-- goes on only where this finds nothing, otherwise: drop these triggers, or do in the application what they do, in a revision before this one; or write `-- segue:verbatim` before the statement to run it as it is, at a time when no application is at work
SELECT format('trigger %s calls %s, which speaks of username', t.tgname, p.oid::regprocedure) AS offence
FROM pg_trigger t
  JOIN pg_proc p ON p.oid = t.tgfoid
  JOIN pg_language l ON l.oid = p.prolang
WHERE t.tgrelid = '"public"."users"'::regclass
  AND NOT t.tgisinternal
  AND t.tgenabled <> 'D'
  AND p.pronamespace IS DISTINCT FROM to_regnamespace('segue')
  AND t.tgtype & 3 = 3 AND t.tgtype & 20 <> 0
  AND (p.prosrc ~* E'\\m(new|old)\\s*\\.\\s*("username"|username\\M)'
    OR (l.lanname NOT IN ('plpgsql', 'internal', 'c') AND p.prosrc ~ E'\\musername\\M')
    OR 'username' = ANY (string_to_array(encode(t.tgargs, 'escape'), E'\\000')))
ORDER BY t.tgname
LIMIT 5;

-- add display_name to public.users, kept equal to username by a trigger
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
ALTER TABLE "public"."users"
  ADD COLUMN "display_name" character varying(80);
CREATE OR REPLACE FUNCTION segue."mirror_8f2c41aa03b1_public.users_username"() RETURNS trigger
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
    shadow_leads := NEW."display_name" IS DISTINCT FROM NULL;
    column_rests := false;
  ELSE
    shadow_leads := OLD."display_name" IS DISTINCT FROM NEW."display_name";
    column_rests := OLD."username" IS NOT DISTINCT FROM NEW."username";
  END IF;
  IF NOT shadow_leads THEN
    NEW."display_name" := NEW."username";
  ELSIF column_rests OR NEW."display_name" IS DISTINCT FROM NEW."username" THEN
    NEW."username" := NEW."display_name";
  END IF;
  RETURN NEW;
END
$mirror$;
REVOKE ALL ON FUNCTION segue."mirror_8f2c41aa03b1_public.users_username"() FROM PUBLIC;
CREATE TRIGGER "zzz_segue_insert_8f2c41aa_username"
  BEFORE INSERT ON "public"."users"
  FOR EACH ROW
  EXECUTE FUNCTION segue."mirror_8f2c41aa03b1_public.users_username"();
CREATE TRIGGER "zzz_segue_update_8f2c41aa_username"
  BEFORE UPDATE ON "public"."users"
  FOR EACH ROW
  WHEN (
    (OLD."username" IS DISTINCT FROM NEW."username" OR OLD."display_name" IS DISTINCT FROM NEW."display_name")
    AND current_setting('segue.backfill', true) IS DISTINCT FROM 'on'
  )
  EXECUTE FUNCTION segue."mirror_8f2c41aa03b1_public.users_username"();
ALTER TABLE "public"."users"
  ENABLE ALWAYS TRIGGER "zzz_segue_insert_8f2c41aa_username",
  ENABLE ALWAYS TRIGGER "zzz_segue_update_8f2c41aa_username";
END
$segue$;

-- ======== migrate ========

-- fill public.users.display_name from username
-- in no transaction
-- locks public.users ROW EXCLUSIVE for many short whiles
-- in batches:
UPDATE public.users
SET "display_name" = "username"
WHERE "display_name" IS DISTINCT FROM "username";

-- let the planner know what public.users.display_name holds
-- in a transaction of its own
-- locks public.users SHARE UPDATE EXCLUSIVE while rows are read
ANALYZE "public"."users" ("display_name");

-- build index segue_8f2c41aa_users_username on public.users
-- in no transaction
-- locks public.users SHARE UPDATE EXCLUSIVE while rows are read
CREATE INDEX CONCURRENTLY "segue_8f2c41aa_users_username" ON "public"."users" USING btree ("display_name");

-- make sure that no row of public.users has NULL in display_name
-- in no transaction
-- locks public.users ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: correct what is computed from username for these rows, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."users" AS t
WHERE "display_name" IS NULL
LIMIT 5;

-- let no NULL into public.users.display_name any more
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  ADD CONSTRAINT "segue_not_null_display_name" CHECK ("display_name" IS NOT NULL) NOT VALID;

-- validate that public.users.display_name holds no NULL
-- in a transaction of its own
-- locks public.users SHARE UPDATE EXCLUSIVE while rows are read
ALTER TABLE "public"."users"
  VALIDATE CONSTRAINT "segue_not_null_display_name";

-- set not null on public.users.display_name, which the check proves
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  ALTER COLUMN "display_name" SET NOT NULL;

-- drop the check, which is no longer needed
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  DROP CONSTRAINT IF EXISTS "segue_not_null_display_name";

-- make sure that in every row of public.users, display_name agrees with username
-- in no transaction
-- locks public.users ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: look whether somebody disabled the trigger of public.users that keeps them equal; update these rows so that they agree, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."users" AS t
WHERE NOT ("display_name" IS NOT DISTINCT FROM "username")
LIMIT 5;

-- ======== contract ========

-- make sure that in every row of public.users, display_name agrees with username
-- in no transaction
-- locks public.users ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: look whether somebody disabled the trigger of public.users that keeps them equal; update these rows so that they agree, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."users" AS t
WHERE NOT ("display_name" IS NOT DISTINCT FROM "username")
LIMIT 5;

-- make sure that no function of a trigger needs username, which is called display_name now
-- in no transaction
-- goes on only where this finds nothing, otherwise: replace these functions (CREATE OR REPLACE FUNCTION) by ones that use display_name, which holds the same, then contract again
SELECT format('trigger %s calls %s, which speaks of username', t.tgname, p.oid::regprocedure) AS offence
FROM pg_trigger t
  JOIN pg_proc p ON p.oid = t.tgfoid
  JOIN pg_language l ON l.oid = p.prolang
WHERE t.tgrelid = '"public"."users"'::regclass
  AND NOT t.tgisinternal
  AND t.tgenabled <> 'D'
  AND p.pronamespace IS DISTINCT FROM to_regnamespace('segue')
  AND true
  AND (p.prosrc ~* E'\\m(new|old)\\s*\\.\\s*("username"|username\\M)'
    OR (l.lanname NOT IN ('plpgsql', 'internal', 'c') AND p.prosrc ~ E'\\musername\\M')
    OR 'username' = ANY (string_to_array(encode(t.tgargs, 'escape'), E'\\000')))
ORDER BY t.tgname
LIMIT 5;

-- let display_name take the place of username in public.users, which goes to the trash
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
    SELECT format('ALTER TABLE %s ALTER COLUMN %I SET (%s)', attrelid::regclass, 'display_name',
      array_to_string(attoptions, ', '))
    FROM pg_attribute
    WHERE attrelid = '"public"."users"'::regclass
      AND attname = 'username'
      AND attoptions IS NOT NULL
  );
  remark text;
BEGIN
DROP TRIGGER IF EXISTS "zzz_segue_insert_8f2c41aa_username" ON "public"."users";
DROP TRIGGER IF EXISTS "zzz_segue_update_8f2c41aa_username" ON "public"."users";
DROP FUNCTION IF EXISTS segue."mirror_8f2c41aa03b1_public.users_username"();
DROP INDEX "public"."users_username";
ALTER INDEX "public"."segue_8f2c41aa_users_username"
  RENAME TO "users_username";
ALTER TABLE "public"."users"
  ALTER COLUMN "username" DROP NOT NULL;
ALTER TABLE "public"."users"
  RENAME COLUMN "username" TO "segue_trash_8f2c41aa_username";
  FOREACH remark IN ARRAY remarks LOOP
    EXECUTE remark;
  END LOOP;
END;
INSERT INTO segue.trash
  (revision, kind, table_schema, table_name, name, kept_schema, kept_table, kept_name, restoration, remark)
VALUES (
  '8f2c41aa03b1', 'column', 'public', 'users', 'username', 'public', 'users', 'segue_trash_8f2c41aa_username',
  'DO $restore$
BEGIN
ALTER TABLE "public"."users"
  RENAME COLUMN "segue_trash_8f2c41aa_username" TO "username";
DELETE FROM segue.trash
WHERE revision = ''8f2c41aa03b1''
  AND kind = ''column''
  AND table_schema = ''public''
  AND table_name = ''users''
  AND name = ''username''
  AND kept_name = ''segue_trash_8f2c41aa_username'';
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
  'its values are those that display_name had then'
);
END
$segue$;

-- ======== way back before contract ========

-- take display_name of public.users and its trigger away
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
DROP TRIGGER IF EXISTS "zzz_segue_insert_8f2c41aa_username" ON "public"."users";
DROP TRIGGER IF EXISTS "zzz_segue_update_8f2c41aa_username" ON "public"."users";
DROP FUNCTION IF EXISTS segue."mirror_8f2c41aa03b1_public.users_username"();
ALTER TABLE IF EXISTS "public"."users"
  DROP COLUMN IF EXISTS "display_name";
END
$segue$;
