-- set not null on users.email (PostgreSQL 18)

-- ======== contract ========

-- make sure that no row of public.users has NULL in email
-- in no transaction
-- locks public.users ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: give these rows a value, or write `-- segue:value EXPRESSION` before the statement of a revision that was not begun yet, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."users" AS t
WHERE "email" IS NULL
LIMIT 5;

-- let no NULL into public.users.email any more
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  ADD CONSTRAINT "users_email_not_null" NOT NULL "email" NOT VALID;

-- validate that public.users.email holds no NULL
-- in a transaction of its own
-- locks public.users SHARE UPDATE EXCLUSIVE while rows are read
ALTER TABLE "public"."users"
  VALIDATE CONSTRAINT "users_email_not_null";

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
