-- create unique index one_name on public.users (PostgreSQL 17)

-- ======== expand ========

-- make sure that no two rows of public.users have the same name
-- in no transaction
-- locks public.users ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: change or delete the rows that are too many, then run it again
SELECT format('%s and %s (%s rows)', min(format('id %s', t."id")), max(format('id %s', t."id")), count(*)) AS offence
FROM "public"."users" AS t
WHERE "name" IS NOT NULL
  AND (name <> '')
GROUP BY "name"
HAVING count(*) > 1
LIMIT 5;

-- build index one_name on public.users
-- in no transaction
-- locks public.users SHARE UPDATE EXCLUSIVE while rows are read
CREATE UNIQUE INDEX CONCURRENTLY "one_name" ON "public"."users" USING btree ("name") WHERE name <> '';

-- ======== way back before contract ========

-- drop index one_name of public.users
-- in no transaction
-- locks public.users SHARE UPDATE EXCLUSIVE for a moment
DROP INDEX CONCURRENTLY IF EXISTS "public"."one_name";
