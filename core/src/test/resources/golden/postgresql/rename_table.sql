-- rename table users to people (PostgreSQL 17)

-- ======== expand ========

-- rename table users to people, with a view under the old name
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
  ALTER TABLE "public"."users" RENAME TO "people";
  CREATE VIEW "public"."users" WITH (security_invoker = true) AS
    SELECT "id", "email", "name"
    FROM "public"."people";
END
$segue$;

-- ======== contract ========

-- drop the view under the old name public.users
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
DROP VIEW IF EXISTS "public"."users";

-- ======== way back before contract ========

-- give public.people its old name public.users again
-- in a transaction of its own
-- locks public.people ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
  IF EXISTS (SELECT FROM pg_class WHERE oid = to_regclass('"public"."users"') AND relkind = 'v') THEN
    DROP VIEW "public"."users";
  END IF;
  IF to_regclass('"public"."users"') IS NULL THEN
    ALTER TABLE "public"."people" RENAME TO "users";
  END IF;
END
$segue$;
