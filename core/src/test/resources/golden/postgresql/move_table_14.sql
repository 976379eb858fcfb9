-- move table users to schema crm (PostgreSQL 14)

-- ======== expand ========

-- move table users to schema crm, with a view under the old name
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
  ALTER TABLE "public"."users" SET SCHEMA "crm";
  CREATE VIEW "public"."users" AS
    SELECT "id", "email", "name"
    FROM "crm"."users";
END
$segue$;

-- ======== contract ========

-- drop the view under the old name public.users
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
DROP VIEW IF EXISTS "public"."users";

-- ======== way back before contract ========

-- give crm.users its old name public.users again
-- in a transaction of its own
-- locks crm.users ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
  IF EXISTS (SELECT FROM pg_class WHERE oid = to_regclass('"public"."users"') AND relkind = 'v') THEN
    DROP VIEW "public"."users";
  END IF;
  IF to_regclass('"public"."users"') IS NULL THEN
    ALTER TABLE "crm"."users" SET SCHEMA "public";
  END IF;
END
$segue$;
