-- drop index users_email_key (PostgreSQL 17)

-- ======== contract ========

-- write down in the trash how index users_email_key is built
-- in a transaction of its own
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

INSERT INTO segue.trash
  (revision, kind, table_schema, table_name, name, kept_schema, kept_table, kept_name, restoration, remark)
VALUES (
  '8f2c41aa03b1', 'index', 'public', 'users', 'users_email_key', 'public', 'users', 'users_email_key',
  'CREATE UNIQUE INDEX CONCURRENTLY "users_email_key" ON "public"."users" USING btree ("email");
DELETE FROM segue.trash
WHERE revision = ''8f2c41aa03b1''
  AND kind = ''index''
  AND table_schema = ''public''
  AND table_name = ''users''
  AND name = ''users_email_key''
  AND kept_name = ''users_email_key'';',
  ''
);
END
$segue$;

-- drop index users_email_key of public.users
-- in no transaction
-- locks public.users SHARE UPDATE EXCLUSIVE for a moment
DROP INDEX CONCURRENTLY IF EXISTS "public"."users_email_key";
