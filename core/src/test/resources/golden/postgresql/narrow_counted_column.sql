-- change type of public.numbers.number to integer

-- ======== expand ========

-- make sure that nothing that would stay with it is built on column number of public.numbers
-- in no transaction
-- goes on only where this finds nothing, otherwise: drop these in an earlier revision, and make them anew in a later one
SELECT pg_describe_object(d.classid, d.objid, d.objsubid) AS offence
FROM pg_attribute a
  JOIN pg_depend d
    ON d.refclassid = 'pg_class'::regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
  LEFT JOIN pg_policy p ON d.classid = 'pg_policy'::regclass AND p.oid = d.objid
  LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
WHERE a.attrelid = '"public"."numbers"'::regclass
  AND a.attname = 'number'
  AND (d.classid = 'pg_proc'::regclass OR p.polrelid <> a.attrelid OR r.rulename <> '_RETURN')
LIMIT 5;

-- make sure that sequence public.numbers_number_seq can count as integer
-- in no transaction
-- goes on only where this finds nothing, otherwise: stay with bigint; or, where smaller numbers are free, let it count there with `ALTER SEQUENCE public.numbers_number_seq RESTART …`, then run it again
SELECT 'public.numbers_number_seq' || ' has come to ' || last_value AS offence
FROM "public"."numbers_number_seq"
WHERE last_value NOT BETWEEN -2147483647 - 1 AND 2147483647
UNION ALL
SELECT 'public.numbers_number_seq' || ' is made to count from ' || seqmin || ' to ' || seqmax || ', beginning with ' || seqstart
FROM pg_sequence
WHERE seqrelid = '"public"."numbers_number_seq"'::regclass
  AND (seqstart NOT BETWEEN -2147483647 - 1 AND 2147483647
    OR (seqmin < -2147483647 - 1 AND seqmin <> -9223372036854775807 - 1)
    OR (seqmax > 2147483647 AND seqmax <> 9223372036854775807));

-- add segue_shadow_8f2c41aa_number to public.numbers, kept equal to number by a trigger
-- in a transaction of its own
-- locks public.numbers ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
ALTER TABLE "public"."numbers"
  ADD COLUMN "segue_shadow_8f2c41aa_number" integer;
CREATE OR REPLACE FUNCTION segue."mirror_8f2c41aa03b1_public.numbers_number"() RETURNS trigger
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
    shadow_leads := NEW."segue_shadow_8f2c41aa_number" IS DISTINCT FROM NULL;
    column_rests := false;
  ELSE
    shadow_leads := OLD."segue_shadow_8f2c41aa_number" IS DISTINCT FROM NEW."segue_shadow_8f2c41aa_number";
    column_rests := OLD."number" IS NOT DISTINCT FROM NEW."number";
  END IF;
  IF NOT shadow_leads THEN
    NEW."segue_shadow_8f2c41aa_number" := CAST(NEW."number" AS integer);
  ELSIF column_rests OR NEW."segue_shadow_8f2c41aa_number" IS DISTINCT FROM CAST(NEW."number" AS integer) THEN
    NEW."number" := CAST(NEW."segue_shadow_8f2c41aa_number" AS bigint);
  END IF;
  RETURN NEW;
END
$mirror$;
REVOKE ALL ON FUNCTION segue."mirror_8f2c41aa03b1_public.numbers_number"() FROM PUBLIC;
CREATE TRIGGER "zzz_segue_insert_8f2c41aa_number"
  BEFORE INSERT ON "public"."numbers"
  FOR EACH ROW
  EXECUTE FUNCTION segue."mirror_8f2c41aa03b1_public.numbers_number"();
CREATE TRIGGER "zzz_segue_update_8f2c41aa_number"
  BEFORE UPDATE ON "public"."numbers"
  FOR EACH ROW
  WHEN (
    (OLD."number" IS DISTINCT FROM NEW."number" OR OLD."segue_shadow_8f2c41aa_number" IS DISTINCT FROM NEW."segue_shadow_8f2c41aa_number")
    AND current_setting('segue.backfill', true) IS DISTINCT FROM 'on'
  )
  EXECUTE FUNCTION segue."mirror_8f2c41aa03b1_public.numbers_number"();
ALTER TABLE "public"."numbers"
  ENABLE ALWAYS TRIGGER "zzz_segue_insert_8f2c41aa_number",
  ENABLE ALWAYS TRIGGER "zzz_segue_update_8f2c41aa_number";
END
$segue$;

-- ======== migrate ========

-- fill public.numbers.segue_shadow_8f2c41aa_number from number
-- in no transaction
-- locks public.numbers ROW EXCLUSIVE for many short whiles
-- in batches:
UPDATE public.numbers
SET "segue_shadow_8f2c41aa_number" = CAST("number" AS integer)
WHERE "segue_shadow_8f2c41aa_number" IS DISTINCT FROM CAST("number" AS integer);

-- let the planner know what public.numbers.segue_shadow_8f2c41aa_number holds
-- in a transaction of its own
-- locks public.numbers SHARE UPDATE EXCLUSIVE while rows are read
ANALYZE "public"."numbers" ("segue_shadow_8f2c41aa_number");

-- make sure that no row of public.numbers has NULL in segue_shadow_8f2c41aa_number
-- in no transaction
-- locks public.numbers ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: correct what is computed from number for these rows, then run it again
SELECT format('row %s', t.ctid) AS offence
FROM "public"."numbers" AS t
WHERE "segue_shadow_8f2c41aa_number" IS NULL
LIMIT 5;

-- let no NULL into public.numbers.segue_shadow_8f2c41aa_number any more
-- in a transaction of its own
-- locks public.numbers ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."numbers"
  ADD CONSTRAINT "segue_not_null_segue_shadow_8f2c41aa_number" CHECK ("segue_shadow_8f2c41aa_number" IS NOT NULL) NOT VALID;

-- validate that public.numbers.segue_shadow_8f2c41aa_number holds no NULL
-- in a transaction of its own
-- locks public.numbers SHARE UPDATE EXCLUSIVE while rows are read
ALTER TABLE "public"."numbers"
  VALIDATE CONSTRAINT "segue_not_null_segue_shadow_8f2c41aa_number";

-- set not null on public.numbers.segue_shadow_8f2c41aa_number, which the check proves
-- in a transaction of its own
-- locks public.numbers ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."numbers"
  ALTER COLUMN "segue_shadow_8f2c41aa_number" SET NOT NULL;

-- drop the check, which is no longer needed
-- in a transaction of its own
-- locks public.numbers ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."numbers"
  DROP CONSTRAINT IF EXISTS "segue_not_null_segue_shadow_8f2c41aa_number";

-- make sure that in every row of public.numbers, segue_shadow_8f2c41aa_number agrees with number
-- in no transaction
-- locks public.numbers ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: look whether somebody disabled the trigger of public.numbers that keeps them equal; update these rows so that they agree, then run it again
SELECT format('row %s', t.ctid) AS offence
FROM "public"."numbers" AS t
WHERE NOT ("segue_shadow_8f2c41aa_number" IS NOT DISTINCT FROM CAST("number" AS integer))
LIMIT 5;

-- ======== contract ========

-- make sure that in every row of public.numbers, segue_shadow_8f2c41aa_number agrees with number
-- in no transaction
-- locks public.numbers ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: look whether somebody disabled the trigger of public.numbers that keeps them equal; update these rows so that they agree, then run it again
SELECT format('row %s', t.ctid) AS offence
FROM "public"."numbers" AS t
WHERE NOT ("segue_shadow_8f2c41aa_number" IS NOT DISTINCT FROM CAST("number" AS integer))
LIMIT 5;

-- make sure that sequence public.numbers_number_seq can count as integer
-- in no transaction
-- goes on only where this finds nothing, otherwise: stay with bigint; or, where smaller numbers are free, let it count there with `ALTER SEQUENCE public.numbers_number_seq RESTART …`, then run it again
SELECT 'public.numbers_number_seq' || ' has come to ' || last_value AS offence
FROM "public"."numbers_number_seq"
WHERE last_value NOT BETWEEN -2147483647 - 1 AND 2147483647
UNION ALL
SELECT 'public.numbers_number_seq' || ' is made to count from ' || seqmin || ' to ' || seqmax || ', beginning with ' || seqstart
FROM pg_sequence
WHERE seqrelid = '"public"."numbers_number_seq"'::regclass
  AND (seqstart NOT BETWEEN -2147483647 - 1 AND 2147483647
    OR (seqmin < -2147483647 - 1 AND seqmin <> -9223372036854775807 - 1)
    OR (seqmax > 2147483647 AND seqmax <> 9223372036854775807));

-- let segue_shadow_8f2c41aa_number take the place of number in public.numbers, which goes to the trash
-- in a transaction of its own
-- locks public.numbers ACCESS EXCLUSIVE for a moment
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
    WHERE indrelid = '"public"."numbers"'::regclass
      AND obj_description(indexrelid, 'pg_class') IS NOT NULL
    UNION ALL
    SELECT format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s', indexrelid::regclass, attnum, attstattarget)
    FROM pg_index
      JOIN pg_attribute ON attrelid = indexrelid
    WHERE indrelid = '"public"."numbers"'::regclass
      AND attstattarget >= 0
      AND indexprs IS NOT NULL
    UNION ALL
    SELECT format('ALTER TABLE %s CLUSTER ON %I', indrelid::regclass, relname)
    FROM pg_index
      JOIN pg_class ON pg_class.oid = indexrelid
    WHERE indrelid = '"public"."numbers"'::regclass
      AND indisclustered
    UNION ALL
    SELECT format('COMMENT ON CONSTRAINT %I ON %s IS %L', conname, conrelid::regclass,
      obj_description(oid, 'pg_constraint'))
    FROM pg_constraint
    WHERE conrelid = '"public"."numbers"'::regclass
      AND contype <> 'f'
      AND obj_description(oid, 'pg_constraint') IS NOT NULL
    UNION ALL
    SELECT format('COMMENT ON STATISTICS %s.%I IS %L', stxnamespace::regnamespace, stxname,
      obj_description(oid, 'pg_statistic_ext'))
    FROM pg_statistic_ext
    WHERE stxrelid = '"public"."numbers"'::regclass
      AND obj_description(oid, 'pg_statistic_ext') IS NOT NULL
    UNION ALL
    SELECT format('ALTER STATISTICS %s.%I SET STATISTICS %s', stxnamespace::regnamespace, stxname, stxstattarget)
    FROM pg_statistic_ext
    WHERE stxrelid = '"public"."numbers"'::regclass
      AND stxstattarget >= 0
    UNION ALL
    SELECT format('ALTER TABLE %s ALTER COLUMN %I SET (%s)', attrelid::regclass, 'number',
      array_to_string(attoptions, ', '))
    FROM pg_attribute
    WHERE attrelid = '"public"."numbers"'::regclass
      AND attname = 'number'
      AND attoptions IS NOT NULL
  );
  remark text;
BEGIN
DROP TRIGGER IF EXISTS "zzz_segue_insert_8f2c41aa_number" ON "public"."numbers";
DROP TRIGGER IF EXISTS "zzz_segue_update_8f2c41aa_number" ON "public"."numbers";
DROP FUNCTION IF EXISTS segue."mirror_8f2c41aa03b1_public.numbers_number"();
ALTER SEQUENCE "public"."numbers_number_seq"
  AS integer;
ALTER SEQUENCE "public"."numbers_number_seq"
  OWNED BY "public"."numbers"."segue_shadow_8f2c41aa_number";
ALTER TABLE "public"."numbers"
  ALTER COLUMN "segue_shadow_8f2c41aa_number" SET DEFAULT nextval('numbers_number_seq'::regclass);
ALTER TABLE "public"."numbers"
  ALTER COLUMN "number" DROP DEFAULT;
ALTER TABLE "public"."numbers"
  ALTER COLUMN "number" DROP NOT NULL;
ALTER TABLE "public"."numbers"
  RENAME COLUMN "number" TO "segue_trash_8f2c41aa_number";
ALTER TABLE "public"."numbers"
  RENAME COLUMN "segue_shadow_8f2c41aa_number" TO "number";
  FOREACH remark IN ARRAY remarks LOOP
    EXECUTE remark;
  END LOOP;
END;
INSERT INTO segue.trash
  (revision, kind, table_schema, table_name, name, kept_schema, kept_table, kept_name, restoration, remark)
VALUES (
  '8f2c41aa03b1', 'column', 'public', 'numbers', 'number', 'public', 'numbers', 'segue_trash_8f2c41aa_number',
  'DO $restore$
BEGIN
ALTER TABLE "public"."numbers"
  RENAME COLUMN "segue_trash_8f2c41aa_number" TO "number_before_8f2c41aa";
DELETE FROM segue.trash
WHERE revision = ''8f2c41aa03b1''
  AND kind = ''column''
  AND table_schema = ''public''
  AND table_name = ''numbers''
  AND name = ''number''
  AND kept_name = ''segue_trash_8f2c41aa_number'';
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
  'its name is in use; it comes back as number_before_8f2c41aa'
);
END
$segue$;

-- ======== way back before contract ========

-- take segue_shadow_8f2c41aa_number of public.numbers and its trigger away
-- in a transaction of its own
-- locks public.numbers ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
DROP TRIGGER IF EXISTS "zzz_segue_insert_8f2c41aa_number" ON "public"."numbers";
DROP TRIGGER IF EXISTS "zzz_segue_update_8f2c41aa_number" ON "public"."numbers";
DROP FUNCTION IF EXISTS segue."mirror_8f2c41aa03b1_public.numbers_number"();
ALTER TABLE IF EXISTS "public"."numbers"
  DROP COLUMN IF EXISTS "segue_shadow_8f2c41aa_number";
END
$segue$;
