-- add column number bigserial to users (PostgreSQL 17)

-- ======== expand ========

-- add column number bigserial to users
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
  CREATE SEQUENCE "public"."users_number_seq" AS bigint ;
  ALTER TABLE "public"."users"
    ADD COLUMN "number" bigint,
    ALTER COLUMN "number" SET DEFAULT nextval('"public"."users_number_seq"');
  ALTER SEQUENCE "public"."users_number_seq" OWNED BY "public"."users"."number";
END
$segue$;

-- ======== migrate ========

-- fill public.users.number
-- in no transaction
-- locks public.users ROW EXCLUSIVE for many short whiles
-- in batches:
UPDATE public.users
SET "number" = nextval('"public"."users_number_seq"')
WHERE "number" IS NULL;

-- make sure that no row of public.users has NULL in number
-- in no transaction
-- locks public.users ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: give these rows a value in number, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."users" AS t
WHERE "number" IS NULL
LIMIT 5;

-- let no NULL into public.users.number any more
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  ADD CONSTRAINT "segue_not_null_number" CHECK ("number" IS NOT NULL) NOT VALID;

-- validate that public.users.number holds no NULL
-- in a transaction of its own
-- locks public.users SHARE UPDATE EXCLUSIVE while rows are read
ALTER TABLE "public"."users"
  VALIDATE CONSTRAINT "segue_not_null_number";

-- set not null on public.users.number, which the check proves
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  ALTER COLUMN "number" SET NOT NULL;

-- drop the check, which is no longer needed
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  DROP CONSTRAINT IF EXISTS "segue_not_null_number";

-- ======== way back before contract ========

-- drop column number of public.users
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE IF EXISTS "public"."users"
  DROP COLUMN IF EXISTS "number";
