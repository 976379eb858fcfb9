-- rename column credit of users to balance

-- ======== expand ========

-- make sure that nothing that would stay with it is built on column credit of public.users
-- in no transaction
-- goes on only where this finds nothing, otherwise: drop these in an earlier revision, and make them anew in a later one
SELECT pg_describe_object(d.classid, d.objid, d.objsubid) AS offence
FROM pg_attribute a
  JOIN pg_depend d
    ON d.refclassid = 'pg_class'::regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
  LEFT JOIN pg_policy p ON d.classid = 'pg_policy'::regclass AND p.oid = d.objid
  LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
WHERE a.attrelid = '"public"."users"'::regclass
  AND a.attname = 'credit'
  AND (d.classid = 'pg_proc'::regclass OR p.polrelid <> a.attrelid OR r.rulename <> '_RETURN')
LIMIT 5;

-- make sure that no function of a trigger before each row would miss what is written as balance
-- in no transaction
-- goes on only where this finds nothing, otherwise: drop these triggers, or do in the application what they do, in a revision before this one; or write `-- segue:verbatim` before the statement to run it as it is, at a time when no application is at work
SELECT format('trigger %s calls %s, which speaks of credit', t.tgname, p.oid::regprocedure) AS offence
FROM pg_trigger t
  JOIN pg_proc p ON p.oid = t.tgfoid
  JOIN pg_language l ON l.oid = p.prolang
WHERE t.tgrelid = '"public"."users"'::regclass
  AND NOT t.tgisinternal
  AND t.tgenabled <> 'D'
  AND p.pronamespace IS DISTINCT FROM to_regnamespace('segue')
  AND t.tgtype & 3 = 3 AND t.tgtype & 20 <> 0
  AND (p.prosrc ~* E'\\m(new|old)\\s*\\.\\s*("credit"|credit\\M)'
    OR (l.lanname NOT IN ('plpgsql', 'internal', 'c') AND p.prosrc ~ E'\\mcredit\\M')
    OR 'credit' = ANY (string_to_array(encode(t.tgargs, 'escape'), E'\\000')))
ORDER BY t.tgname
LIMIT 5;

-- add balance to public.users, kept equal to credit by a trigger
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
ALTER TABLE "public"."users"
  ADD COLUMN "balance" numeric(10,2);
ALTER TABLE "public"."users"
  ALTER COLUMN "balance" SET DEFAULT 0;
CREATE OR REPLACE FUNCTION segue."mirror_8f2c41aa03b1_public.users_credit"() RETURNS trigger
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
    shadow_leads := (NEW."balance")::text IS DISTINCT FROM (CAST((0) AS numeric(10,2)))::text;
    column_rests := false;
  ELSE
    shadow_leads := (OLD."balance")::text IS DISTINCT FROM (NEW."balance")::text;
    column_rests := (OLD."credit")::text IS NOT DISTINCT FROM (NEW."credit")::text;
  END IF;
  IF NOT shadow_leads THEN
    NEW."balance" := NEW."credit";
  ELSIF column_rests OR (NEW."balance")::text IS DISTINCT FROM (NEW."credit")::text THEN
    NEW."credit" := NEW."balance";
  END IF;
  RETURN NEW;
END
$mirror$;
REVOKE ALL ON FUNCTION segue."mirror_8f2c41aa03b1_public.users_credit"() FROM PUBLIC;
CREATE TRIGGER "zzz_segue_insert_8f2c41aa_credit"
  BEFORE INSERT ON "public"."users"
  FOR EACH ROW
  EXECUTE FUNCTION segue."mirror_8f2c41aa03b1_public.users_credit"();
CREATE TRIGGER "zzz_segue_update_8f2c41aa_credit"
  BEFORE UPDATE ON "public"."users"
  FOR EACH ROW
  WHEN (
    ((OLD."credit")::text IS DISTINCT FROM (NEW."credit")::text OR (OLD."balance")::text IS DISTINCT FROM (NEW."balance")::text)
    AND current_setting('segue.backfill', true) IS DISTINCT FROM 'on'
  )
  EXECUTE FUNCTION segue."mirror_8f2c41aa03b1_public.users_credit"();
ALTER TABLE "public"."users"
  ENABLE ALWAYS TRIGGER "zzz_segue_insert_8f2c41aa_credit",
  ENABLE ALWAYS TRIGGER "zzz_segue_update_8f2c41aa_credit";
CREATE OR REPLACE TRIGGER audit AFTER UPDATE OF "balance", credit, username ON public.users FOR EACH ROW WHEN (current_setting('segue.backfill', true) IS DISTINCT FROM 'on' AND new.credit > 5) EXECUTE FUNCTION audit();
ALTER TABLE "public"."users"
  ENABLE ALWAYS TRIGGER "audit";
END
$segue$;

-- ======== migrate ========

-- fill public.users.balance from credit
-- in no transaction
-- locks public.users ROW EXCLUSIVE for many short whiles
-- in batches:
UPDATE public.users
SET "balance" = "credit"
WHERE ("balance")::text IS DISTINCT FROM ("credit")::text;

-- let the planner know what public.users.balance holds
-- in a transaction of its own
-- locks public.users SHARE UPDATE EXCLUSIVE while rows are read
ANALYZE "public"."users" ("balance");

-- make sure that every row of public.users keeps segue_8f2c41aa_users_credit_check
-- in no transaction
-- locks public.users ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: change these rows, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."users" AS t
WHERE NOT (balance >= 0::numeric)
LIMIT 5;

-- add segue_8f2c41aa_users_credit_check to public.users for new rows
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  ADD CONSTRAINT "segue_8f2c41aa_users_credit_check" CHECK (balance >= 0::numeric) NOT VALID;

-- validate segue_8f2c41aa_users_credit_check of public.users
-- in a transaction of its own
-- locks public.users SHARE UPDATE EXCLUSIVE while rows are read
ALTER TABLE "public"."users"
  VALIDATE CONSTRAINT "segue_8f2c41aa_users_credit_check";

-- make sure that in every row of public.users, balance agrees with credit
-- in no transaction
-- locks public.users ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: look whether somebody disabled the trigger of public.users that keeps them equal; update these rows so that they agree, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."users" AS t
WHERE NOT (("balance")::text IS NOT DISTINCT FROM ("credit")::text)
LIMIT 5;

-- ======== contract ========

-- make sure that in every row of public.users, balance agrees with credit
-- in no transaction
-- locks public.users ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: look whether somebody disabled the trigger of public.users that keeps them equal; update these rows so that they agree, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."users" AS t
WHERE NOT (("balance")::text IS NOT DISTINCT FROM ("credit")::text)
LIMIT 5;

-- make sure that no function of a trigger needs credit, which is called balance now
-- in no transaction
-- goes on only where this finds nothing, otherwise: replace these functions (CREATE OR REPLACE FUNCTION) by ones that use balance, which holds the same, then contract again
SELECT format('trigger %s calls %s, which speaks of credit', t.tgname, p.oid::regprocedure) AS offence
FROM pg_trigger t
  JOIN pg_proc p ON p.oid = t.tgfoid
  JOIN pg_language l ON l.oid = p.prolang
WHERE t.tgrelid = '"public"."users"'::regclass
  AND NOT t.tgisinternal
  AND t.tgenabled <> 'D'
  AND p.pronamespace IS DISTINCT FROM to_regnamespace('segue')
  AND true
  AND (p.prosrc ~* E'\\m(new|old)\\s*\\.\\s*("credit"|credit\\M)'
    OR (l.lanname NOT IN ('plpgsql', 'internal', 'c') AND p.prosrc ~ E'\\mcredit\\M')
    OR 'credit' = ANY (string_to_array(encode(t.tgargs, 'escape'), E'\\000')))
ORDER BY t.tgname
LIMIT 5;

-- let balance take the place of credit in public.users, which goes to the trash
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
    SELECT format('ALTER TABLE %s ALTER COLUMN %I SET (%s)', attrelid::regclass, 'balance',
      array_to_string(attoptions, ', '))
    FROM pg_attribute
    WHERE attrelid = '"public"."users"'::regclass
      AND attname = 'credit'
      AND attoptions IS NOT NULL
  );
  remark text;
BEGIN
DROP TRIGGER IF EXISTS "zzz_segue_insert_8f2c41aa_credit" ON "public"."users";
DROP TRIGGER IF EXISTS "zzz_segue_update_8f2c41aa_credit" ON "public"."users";
DROP FUNCTION IF EXISTS segue."mirror_8f2c41aa03b1_public.users_credit"();
ALTER TABLE "public"."users"
  DROP CONSTRAINT "users_credit_check";
ALTER TABLE "public"."users"
  RENAME CONSTRAINT "segue_8f2c41aa_users_credit_check" TO "users_credit_check";
ALTER TABLE "public"."users"
  ALTER COLUMN "credit" DROP DEFAULT;
ALTER TABLE "public"."users"
  RENAME COLUMN "credit" TO "segue_trash_8f2c41aa_credit";
CREATE OR REPLACE TRIGGER audit AFTER UPDATE OF balance, username ON public.users FOR EACH ROW WHEN (new.balance > 5) EXECUTE FUNCTION audit();
ALTER TABLE "public"."users"
  ENABLE ALWAYS TRIGGER "audit";
ALTER POLICY "solvent" ON "public"."users"
  USING ((balance > 0));
  FOREACH remark IN ARRAY remarks LOOP
    EXECUTE remark;
  END LOOP;
END;
INSERT INTO segue.trash
  (revision, kind, table_schema, table_name, name, kept_schema, kept_table, kept_name, restoration, remark)
VALUES (
  '8f2c41aa03b1', 'column', 'public', 'users', 'credit', 'public', 'users', 'segue_trash_8f2c41aa_credit',
  'DO $restore$
BEGIN
ALTER TABLE "public"."users"
  RENAME COLUMN "segue_trash_8f2c41aa_credit" TO "credit";
DELETE FROM segue.trash
WHERE revision = ''8f2c41aa03b1''
  AND kind = ''column''
  AND table_schema = ''public''
  AND table_name = ''users''
  AND name = ''credit''
  AND kept_name = ''segue_trash_8f2c41aa_credit'';
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
  'its values are those that balance had then'
);
END
$segue$;

-- ======== way back before contract ========

-- take balance of public.users and its trigger away
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
DROP TRIGGER IF EXISTS "zzz_segue_insert_8f2c41aa_credit" ON "public"."users";
DROP TRIGGER IF EXISTS "zzz_segue_update_8f2c41aa_credit" ON "public"."users";
DROP FUNCTION IF EXISTS segue."mirror_8f2c41aa03b1_public.users_credit"();
CREATE OR REPLACE TRIGGER audit AFTER UPDATE OF credit, username ON public.users FOR EACH ROW WHEN (new.credit > 5) EXECUTE FUNCTION audit();
ALTER TABLE "public"."users"
  ENABLE ALWAYS TRIGGER "audit";
ALTER TABLE IF EXISTS "public"."users"
  DROP COLUMN IF EXISTS "balance";
END
$segue$;
