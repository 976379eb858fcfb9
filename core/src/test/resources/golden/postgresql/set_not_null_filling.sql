-- set not null on users.email (PostgreSQL 17)

-- ======== migrate ========

-- fill public.users.email where it is NULL
-- in no transaction
-- locks public.users ROW EXCLUSIVE for many short whiles
-- in batches:
UPDATE public.users
SET "email" = 'none'
WHERE "email" IS NULL;

-- ======== contract ========

-- fill public.users.email where it is NULL, for what the old application wrote since
-- in no transaction
-- locks public.users ROW EXCLUSIVE for many short whiles
-- in batches:
UPDATE public.users
SET "email" = 'none'
WHERE "email" IS NULL;

-- make sure that no row of public.users has NULL in email
-- in no transaction
-- locks public.users ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: give these rows a value in email, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."users" AS t
WHERE "email" IS NULL
LIMIT 5;

-- let no NULL into public.users.email any more
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  ADD CONSTRAINT "segue_not_null_email" CHECK ("email" IS NOT NULL) NOT VALID;

-- validate that public.users.email holds no NULL
-- in a transaction of its own
-- locks public.users SHARE UPDATE EXCLUSIVE while rows are read
ALTER TABLE "public"."users"
  VALIDATE CONSTRAINT "segue_not_null_email";

-- set not null on public.users.email, which the check proves
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  ALTER COLUMN "email" SET NOT NULL;

-- drop the check, which is no longer needed
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  DROP CONSTRAINT IF EXISTS "segue_not_null_email";

-- ======== way back before contract ========

-- drop the check against NULL in public.users.email
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  DROP CONSTRAINT IF EXISTS "segue_not_null_email";

-- drop not null of public.users.email
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  ALTER COLUMN "email" DROP NOT NULL;
