-- add foreign key events_of_user to events (PostgreSQL 17)

-- ======== migrate ========

-- make sure that every row of public.events keeps events_of_user
-- in no transaction
-- locks public.events ACCESS SHARE while rows are read
-- locks public.events_2024 ACCESS SHARE while rows are read
-- locks public.events_2025 ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: insert the missing rows of public.users, or change or delete these, then run it again
SELECT format('%s row %s', t.tableoid::regclass, t.ctid) AS offence
FROM "public"."events" AS t
WHERE t."user_id" IS NOT NULL
  AND NOT EXISTS (
    SELECT
    FROM "public"."users" AS r
    WHERE r."id" = t."user_id"
  )
LIMIT 5;

-- add events_of_user to public.events_2024 for new rows
-- in a transaction of its own
-- locks public.events_2024 SHARE ROW EXCLUSIVE for a moment
-- locks public.users SHARE ROW EXCLUSIVE for a moment
DO $segue$
BEGIN
  IF has_table_privilege('"public"."users"', 'UPDATE, DELETE, TRUNCATE') THEN
    LOCK TABLE ONLY "public"."users" IN SHARE ROW EXCLUSIVE MODE;
  END IF;
  ALTER TABLE "public"."events_2024"
    ADD CONSTRAINT "events_of_user" FOREIGN KEY ("user_id") REFERENCES "public"."users" ("id") NOT VALID;
END
$segue$;

-- validate events_of_user of public.events_2024
-- in a transaction of its own
-- locks public.events_2024 SHARE UPDATE EXCLUSIVE while rows are read
-- locks public.users ROW SHARE while rows are read
ALTER TABLE "public"."events_2024"
  VALIDATE CONSTRAINT "events_of_user";

-- add events_of_user to public.events_2025 for new rows
-- in a transaction of its own
-- locks public.events_2025 SHARE ROW EXCLUSIVE for a moment
-- locks public.users SHARE ROW EXCLUSIVE for a moment
DO $segue$
BEGIN
  IF has_table_privilege('"public"."users"', 'UPDATE, DELETE, TRUNCATE') THEN
    LOCK TABLE ONLY "public"."users" IN SHARE ROW EXCLUSIVE MODE;
  END IF;
  ALTER TABLE "public"."events_2025"
    ADD CONSTRAINT "events_of_user" FOREIGN KEY ("user_id") REFERENCES "public"."users" ("id") NOT VALID;
END
$segue$;

-- validate events_of_user of public.events_2025
-- in a transaction of its own
-- locks public.events_2025 SHARE UPDATE EXCLUSIVE while rows are read
-- locks public.users ROW SHARE while rows are read
ALTER TABLE "public"."events_2025"
  VALIDATE CONSTRAINT "events_of_user";

-- add foreign key events_of_user to public.events, which takes over those of its partitions
-- in a transaction of its own
-- locks public.events SHARE ROW EXCLUSIVE for a moment
-- locks public.events_2024 SHARE ROW EXCLUSIVE for a moment
-- locks public.events_2025 SHARE ROW EXCLUSIVE for a moment
-- locks public.users SHARE ROW EXCLUSIVE for a moment
DO $segue$
BEGIN
  IF has_table_privilege('"public"."users"', 'UPDATE, DELETE, TRUNCATE') THEN
    LOCK TABLE ONLY "public"."users" IN SHARE ROW EXCLUSIVE MODE;
  END IF;
  ALTER TABLE "public"."events"
    ADD CONSTRAINT "events_of_user" FOREIGN KEY ("user_id") REFERENCES "public"."users" ("id");
END
$segue$;

-- ======== way back before contract ========

-- drop foreign key events_of_user of public.events
-- in a transaction of its own
-- locks public.events ACCESS EXCLUSIVE for a moment
-- locks public.events_2024 ACCESS EXCLUSIVE for a moment
-- locks public.events_2025 ACCESS EXCLUSIVE for a moment
-- locks public.users ACCESS EXCLUSIVE for a moment
DO $segue$
DECLARE
  is_other_locked boolean := false;
BEGIN
  IF has_table_privilege(to_regclass('"public"."users"'), 'UPDATE, DELETE, TRUNCATE')
    AND has_table_privilege(to_regclass('"public"."events"'), 'UPDATE, DELETE, TRUNCATE')
  THEN
    BEGIN
      LOCK TABLE ONLY "public"."users" IN ACCESS EXCLUSIVE MODE;
      is_other_locked := true;
      LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
    EXCEPTION
      WHEN lock_not_available THEN
        IF NOT is_other_locked THEN
          RAISE;
        END IF;
    END;
  END IF;
  ALTER TABLE IF EXISTS "public"."events" DROP CONSTRAINT IF EXISTS "events_of_user";
END
$segue$;

-- drop foreign key events_of_user of public.events_2024
-- in a transaction of its own
-- locks public.events_2024 ACCESS EXCLUSIVE for a moment
-- locks public.users ACCESS EXCLUSIVE for a moment
DO $segue$
DECLARE
  is_other_locked boolean := false;
BEGIN
  IF has_table_privilege(to_regclass('"public"."users"'), 'UPDATE, DELETE, TRUNCATE')
    AND has_table_privilege(to_regclass('"public"."events_2024"'), 'UPDATE, DELETE, TRUNCATE')
  THEN
    BEGIN
      LOCK TABLE ONLY "public"."users" IN ACCESS EXCLUSIVE MODE;
      is_other_locked := true;
      LOCK TABLE ONLY "public"."events_2024" IN ACCESS EXCLUSIVE MODE;
    EXCEPTION
      WHEN lock_not_available THEN
        IF NOT is_other_locked THEN
          RAISE;
        END IF;
    END;
  END IF;
  ALTER TABLE IF EXISTS "public"."events_2024" DROP CONSTRAINT IF EXISTS "events_of_user";
END
$segue$;

-- drop foreign key events_of_user of public.events_2025
-- in a transaction of its own
-- locks public.events_2025 ACCESS EXCLUSIVE for a moment
-- locks public.users ACCESS EXCLUSIVE for a moment
DO $segue$
DECLARE
  is_other_locked boolean := false;
BEGIN
  IF has_table_privilege(to_regclass('"public"."users"'), 'UPDATE, DELETE, TRUNCATE')
    AND has_table_privilege(to_regclass('"public"."events_2025"'), 'UPDATE, DELETE, TRUNCATE')
  THEN
    BEGIN
      LOCK TABLE ONLY "public"."users" IN ACCESS EXCLUSIVE MODE;
      is_other_locked := true;
      LOCK TABLE ONLY "public"."events_2025" IN ACCESS EXCLUSIVE MODE;
    EXCEPTION
      WHEN lock_not_available THEN
        IF NOT is_other_locked THEN
          RAISE;
        END IF;
    END;
  END IF;
  ALTER TABLE IF EXISTS "public"."events_2025" DROP CONSTRAINT IF EXISTS "events_of_user";
END
$segue$;
