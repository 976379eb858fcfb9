-- drop column email of users (PostgreSQL 17)

-- ======== contract ========

-- drop index users_email_key of public.users
-- in no transaction
-- locks public.users SHARE UPDATE EXCLUSIVE for a moment
DROP INDEX CONCURRENTLY IF EXISTS "public"."users_email_key";

-- put column email of public.users into the trash
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
CREATE TABLE IF NOT EXISTS segue.trash (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  revision     text NOT NULL,
  kind         text NOT NULL,
  table_schema text NOT NULL,
  table_name   text NOT NULL,
  name         text NOT NULL,
  kept_schema  text NOT NULL,
  kept_table   text NOT NULL,
  kept_name    text NOT NULL,
  restoration  text NOT NULL,
  remark       text NOT NULL,
  dropped_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);
ALTER TABLE "public"."users"
  RENAME COLUMN "email" TO "segue_trash_8f2c41aa_email";
INSERT INTO segue.trash
  (revision, kind, table_schema, table_name, name, kept_schema, kept_table, kept_name, restoration, remark)
VALUES (
  '8f2c41aa03b1', 'column', 'public', 'users', 'email', 'public', 'users', 'segue_trash_8f2c41aa_email',
  'DO $restore$
BEGIN
ALTER TABLE "public"."users"
  RENAME COLUMN "segue_trash_8f2c41aa_email" TO "email";
DELETE FROM segue.trash
WHERE revision = ''8f2c41aa03b1''
  AND kind = ''column''
  AND table_schema = ''public''
  AND table_name = ''users''
  AND name = ''email''
  AND kept_name = ''segue_trash_8f2c41aa_email'';
IF EXISTS (
  SELECT
  FROM pg_namespace n
  WHERE n.nspname = ''segue_trash''
    AND n.nspowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)
    AND NOT EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = n.oid)
    AND NOT EXISTS (SELECT FROM pg_type t WHERE t.typnamespace = n.oid)
) THEN
  DROP SCHEMA segue_trash;
END IF;
END
$restore$;
CREATE UNIQUE INDEX CONCURRENTLY "users_email_key" ON "public"."users" USING btree ("email");',
  ''
);
END
$segue$;
