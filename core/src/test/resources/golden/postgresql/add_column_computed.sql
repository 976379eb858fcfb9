-- add column label text to users (PostgreSQL 17)

-- ======== expand ========

-- add column label text to users
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  ADD COLUMN "label" text;

-- create the function that computes label for the old application
-- in a transaction of its own
CREATE OR REPLACE FUNCTION segue."zz_segue_fill_8f2c41aa03b1_users_label"() RETURNS trigger
  LANGUAGE plpgsql
  SET search_path FROM CURRENT
AS $segue$
#variable_conflict use_column
BEGIN
  NEW."label" := (SELECT name || ' <' || email || '>' FROM (SELECT NEW.*) AS "users");
  RETURN NEW;
END
$segue$;

-- let rows of the old application get their label
-- in a transaction of its own
-- locks public.users SHARE ROW EXCLUSIVE for a moment
CREATE OR REPLACE TRIGGER "zz_segue_fill_8f2c41aa03b1_users_label"
  BEFORE INSERT ON "public"."users"
  FOR EACH ROW
  WHEN (NEW."label" IS NULL)
  EXECUTE FUNCTION segue."zz_segue_fill_8f2c41aa03b1_users_label"();

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

-- drop the trigger that computes label for the old application
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
DROP TRIGGER IF EXISTS "zz_segue_fill_8f2c41aa03b1_users_label" ON "public"."users";

-- drop the function that computes label
-- in a transaction of its own
DROP FUNCTION IF EXISTS segue."zz_segue_fill_8f2c41aa03b1_users_label"();

-- ======== way back before contract ========

-- drop column label of public.users and the trigger that computes it
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
  DROP TRIGGER IF EXISTS "zz_segue_fill_8f2c41aa03b1_users_label" ON "public"."users";
  ALTER TABLE IF EXISTS "public"."users"
    DROP COLUMN IF EXISTS "label";
END
$segue$;

-- drop the function that computes label
-- in a transaction of its own
DROP FUNCTION IF EXISTS segue."zz_segue_fill_8f2c41aa03b1_users_label"();
