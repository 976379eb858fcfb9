-- add check email_has_at to users (PostgreSQL 17)

-- ======== migrate ========

-- make sure that every row of public.users keeps email_has_at
-- in no transaction
-- locks public.users ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: change these rows, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."users" AS t
WHERE NOT (email LIKE '%@%')
LIMIT 5;

-- add email_has_at to public.users for new rows
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  ADD CONSTRAINT "email_has_at" CHECK (email LIKE '%@%') NOT VALID;

-- validate email_has_at of public.users
-- in a transaction of its own
-- locks public.users SHARE UPDATE EXCLUSIVE while rows are read
ALTER TABLE "public"."users"
  VALIDATE CONSTRAINT "email_has_at";

-- ======== way back before contract ========

-- drop email_has_at of public.users
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE IF EXISTS "public"."users"
  DROP CONSTRAINT IF EXISTS "email_has_at";
