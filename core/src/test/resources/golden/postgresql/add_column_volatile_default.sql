-- add column token uuid to users (PostgreSQL 17)

-- ======== expand ========

-- add column token uuid to users
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  ADD COLUMN "token" uuid,
  ALTER COLUMN "token" SET DEFAULT gen_random_uuid();

-- ======== migrate ========

-- fill public.users.token
-- in no transaction
-- locks public.users ROW EXCLUSIVE for many short whiles
-- in batches:
UPDATE public.users
SET "token" = gen_random_uuid()
WHERE "token" IS NULL;

-- make sure that no row of public.users has NULL in token
-- in no transaction
-- locks public.users ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: give these rows a value in token, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."users" AS t
WHERE "token" IS NULL
LIMIT 5;

-- let no NULL into public.users.token any more
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  ADD CONSTRAINT "segue_not_null_token" CHECK ("token" IS NOT NULL) NOT VALID;

-- validate that public.users.token holds no NULL
-- in a transaction of its own
-- locks public.users SHARE UPDATE EXCLUSIVE while rows are read
ALTER TABLE "public"."users"
  VALIDATE CONSTRAINT "segue_not_null_token";

-- set not null on public.users.token, which the check proves
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  ALTER COLUMN "token" SET NOT NULL;

-- drop the check, which is no longer needed
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  DROP CONSTRAINT IF EXISTS "segue_not_null_token";

-- ======== way back before contract ========

-- drop column token of public.users
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE IF EXISTS "public"."users"
  DROP COLUMN IF EXISTS "token";
