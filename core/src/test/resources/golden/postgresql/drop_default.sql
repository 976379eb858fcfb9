-- drop default of users.name (PostgreSQL 17)

-- ======== contract ========

-- drop default of users.name
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  ALTER COLUMN "name" DROP DEFAULT;
