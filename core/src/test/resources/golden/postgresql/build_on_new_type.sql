-- an index and a check on users.credit behind its change to bigint

-- ======== migrate ========

-- build index users_credit on public.users
-- in no transaction
-- locks public.users SHARE UPDATE EXCLUSIVE while rows are read
CREATE INDEX CONCURRENTLY "users_credit" ON "public"."users" USING btree ("segue_shadow_8f2c41aa_credit");

-- make sure that every row of public.users keeps users_credit_check1
-- in no transaction
-- locks public.users ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: change these rows, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."users" AS t
WHERE NOT (segue_shadow_8f2c41aa_credit < 1000000)
LIMIT 5;

-- add users_credit_check1 to public.users for new rows
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  ADD CONSTRAINT "users_credit_check1" CHECK (segue_shadow_8f2c41aa_credit < 1000000) NOT VALID;

-- validate users_credit_check1 of public.users
-- in a transaction of its own
-- locks public.users SHARE UPDATE EXCLUSIVE while rows are read
ALTER TABLE "public"."users"
  VALIDATE CONSTRAINT "users_credit_check1";

-- ======== way back before contract ========

-- drop users_credit_check1 of public.users
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE IF EXISTS "public"."users"
  DROP CONSTRAINT IF EXISTS "users_credit_check1";

-- drop index users_credit of public.users
-- in no transaction
-- locks public.users SHARE UPDATE EXCLUSIVE for a moment
DROP INDEX CONCURRENTLY IF EXISTS "public"."users_credit";
