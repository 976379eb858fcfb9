-- add column country text to users (PostgreSQL 17)

-- ======== expand ========

-- add column country text to users
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  ADD COLUMN "country" text;

-- ======== contract ========

-- make sure that no row of public.users has NULL in country
-- in no transaction
-- locks public.users ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: give these rows a value in country, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."users" AS t
WHERE "country" IS NULL
LIMIT 5;

-- let no NULL into public.users.country any more
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  ADD CONSTRAINT "segue_not_null_country" CHECK ("country" IS NOT NULL) NOT VALID;

-- validate that public.users.country holds no NULL
-- in a transaction of its own
-- locks public.users SHARE UPDATE EXCLUSIVE while rows are read
ALTER TABLE "public"."users"
  VALIDATE CONSTRAINT "segue_not_null_country";

-- set not null on public.users.country, which the check proves
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  ALTER COLUMN "country" SET NOT NULL;

-- drop the check, which is no longer needed
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  DROP CONSTRAINT IF EXISTS "segue_not_null_country";

-- ======== way back before contract ========

-- drop column country of public.users
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE IF EXISTS "public"."users"
  DROP COLUMN IF EXISTS "country";
