-- add unique constraint one_of_a_name to users (PostgreSQL 17)

-- ======== migrate ========

-- make sure that no two rows of public.users have the same name
-- in no transaction
-- locks public.users ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: change or delete the rows that are too many, then run it again
SELECT format('%s and %s (%s rows)', min(format('id %s', t."id")), max(format('id %s', t."id")), count(*)) AS offence
FROM "public"."users" AS t
WHERE "name" IS NOT NULL
GROUP BY "name"
HAVING count(*) > 1
LIMIT 5;

-- build index one_of_a_name on public.users
-- in no transaction
-- locks public.users SHARE UPDATE EXCLUSIVE while rows are read
CREATE UNIQUE INDEX CONCURRENTLY "one_of_a_name" ON "public"."users" USING btree ("name");

-- make index one_of_a_name of public.users the constraint one_of_a_name
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  ADD CONSTRAINT "one_of_a_name" UNIQUE USING INDEX "one_of_a_name" DEFERRABLE INITIALLY DEFERRED;

-- ======== way back before contract ========

-- drop one_of_a_name of public.users
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE IF EXISTS "public"."users"
  DROP CONSTRAINT IF EXISTS "one_of_a_name";

-- drop index one_of_a_name of public.users
-- in no transaction
-- locks public.users SHARE UPDATE EXCLUSIVE for a moment
DROP INDEX CONCURRENTLY IF EXISTS "public"."one_of_a_name";
