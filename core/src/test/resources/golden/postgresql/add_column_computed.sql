-- add column label text to users (PostgreSQL 17)

-- ======== expand ========

-- add column label text to users
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  ADD COLUMN "label" text;

-- create the function that computes label for the old application
-- in a transaction of its own
DO $segue$
BEGIN
CREATE OR REPLACE FUNCTION segue."value_8f2c41aa03b1_public.users_label"() RETURNS trigger
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path = "public", pg_temp
AS $value$
#variable_conflict use_column
BEGIN
  NEW."label" := (SELECT name || ' <' || email || '>' FROM (SELECT NEW.*) AS "users");
  RETURN NEW;
END
$value$;
REVOKE ALL ON FUNCTION segue."value_8f2c41aa03b1_public.users_label"() FROM PUBLIC;
END
$segue$;

-- let what the old application writes reach label
-- in a transaction of its own
-- locks public.users SHARE ROW EXCLUSIVE for a moment
DO $segue$
BEGIN
CREATE OR REPLACE TRIGGER "zzzz_segue_insert_8f2c41aa_label"
  BEFORE INSERT ON "public"."users"
  FOR EACH ROW
  WHEN (NEW."label" IS NULL)
  EXECUTE FUNCTION segue."value_8f2c41aa03b1_public.users_label"();
ALTER TABLE "public"."users"
  ENABLE ALWAYS TRIGGER "zzzz_segue_insert_8f2c41aa_label";
CREATE OR REPLACE TRIGGER "zzzz_segue_update_8f2c41aa_label"
  BEFORE UPDATE ON "public"."users"
  FOR EACH ROW
  WHEN (
    (OLD."email" IS DISTINCT FROM NEW."email" OR OLD."name" IS DISTINCT FROM NEW."name")
    AND OLD."label" IS NOT DISTINCT FROM NEW."label"
  )
  EXECUTE FUNCTION segue."value_8f2c41aa03b1_public.users_label"();
ALTER TABLE "public"."users"
  ENABLE ALWAYS TRIGGER "zzzz_segue_update_8f2c41aa_label";
END
$segue$;

-- ======== migrate ========

-- fill public.users.label
-- in no transaction
-- locks public.users ROW EXCLUSIVE for many short whiles
-- in batches:
UPDATE public.users
SET "label" = name || ' <' || email || '>'
WHERE "label" IS NULL;

-- make sure that no row of public.users has NULL in label
-- in no transaction
-- locks public.users ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: give these rows a value in label, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."users" AS t
WHERE "label" IS NULL
LIMIT 5;

-- let no NULL into public.users.label any more
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  ADD CONSTRAINT "segue_not_null_label" CHECK ("label" IS NOT NULL) NOT VALID;

-- validate that public.users.label holds no NULL
-- in a transaction of its own
-- locks public.users SHARE UPDATE EXCLUSIVE while rows are read
ALTER TABLE "public"."users"
  VALIDATE CONSTRAINT "segue_not_null_label";

-- set not null on public.users.label, which the check proves
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  ALTER COLUMN "label" SET NOT NULL;

-- drop the check, which is no longer needed
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  DROP CONSTRAINT IF EXISTS "segue_not_null_label";

-- ======== contract ========

-- compute label for the old application no more
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
DROP TRIGGER IF EXISTS "zzzz_segue_insert_8f2c41aa_label" ON "public"."users";
DROP TRIGGER IF EXISTS "zzzz_segue_update_8f2c41aa_label" ON "public"."users";
END
$segue$;

-- drop the function that computes label
-- in a transaction of its own
DROP FUNCTION IF EXISTS segue."value_8f2c41aa03b1_public.users_label"();

-- ======== way back before contract ========

-- drop column label of public.users and the triggers that compute it
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
DROP TRIGGER IF EXISTS "zzzz_segue_insert_8f2c41aa_label" ON "public"."users";
DROP TRIGGER IF EXISTS "zzzz_segue_update_8f2c41aa_label" ON "public"."users";
ALTER TABLE IF EXISTS "public"."users"
  DROP COLUMN IF EXISTS "label";
END
$segue$;

-- drop the function that computes label
-- in a transaction of its own
DROP FUNCTION IF EXISTS segue."value_8f2c41aa03b1_public.users_label"();
