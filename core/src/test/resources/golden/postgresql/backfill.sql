-- backfill name of users (PostgreSQL 17)

-- ======== migrate ========

-- backfill name of users
-- in no transaction
-- locks public.users ROW EXCLUSIVE for many short whiles
-- in batches:
UPDATE ONLY {public.users} AS "users" SET "name" = upper(name) WHERE ({range}) AND (name <> upper(name));
