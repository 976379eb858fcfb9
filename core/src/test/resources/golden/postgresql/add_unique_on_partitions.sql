-- add unique constraint to events (PostgreSQL 17)

-- ======== migrate ========

-- make sure that no two rows of public.events have the same id, at
-- in no transaction
-- locks public.events ACCESS SHARE while rows are read
-- locks public.events_2024 ACCESS SHARE while rows are read
-- locks public.events_2025 ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: change or delete the rows that are too many, then run it again
SELECT format('%s and %s (%s rows)', min(format('%s row %s', t.tableoid::regclass, t.ctid)), max(format('%s row %s', t.tableoid::regclass, t.ctid)), count(*)) AS offence
FROM "public"."events" AS t
WHERE "id" IS NOT NULL
  AND "at" IS NOT NULL
GROUP BY "id", "at"
HAVING count(*) > 1
LIMIT 5;

-- declare events_id_at_key on public.events without its partitions
-- in a transaction of its own
-- locks public.events ACCESS EXCLUSIVE for a moment
ALTER TABLE ONLY "public"."events"
  ADD CONSTRAINT "events_id_at_key" UNIQUE ("id", "at");

-- build index events_2024_id_at_key on public.events_2024
-- in no transaction
-- locks public.events_2024 SHARE UPDATE EXCLUSIVE while rows are read
CREATE UNIQUE INDEX CONCURRENTLY "events_2024_id_at_key" ON "public"."events_2024" USING btree ("id", "at");

-- make index events_2024_id_at_key of public.events_2024 the constraint events_2024_id_at_key
-- in a transaction of its own
-- locks public.events_2024 ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."events_2024"
  ADD CONSTRAINT "events_2024_id_at_key" UNIQUE USING INDEX "events_2024_id_at_key";

-- attach index events_2024_id_at_key of public.events_2024 to events_id_at_key
-- in a transaction of its own
-- locks public.events_id_at_key SHARE UPDATE EXCLUSIVE for a moment
-- locks public.events_2024_id_at_key ACCESS EXCLUSIVE for a moment
-- locks public.events ACCESS SHARE for a moment
-- locks public.events_2024 ACCESS SHARE for a moment
ALTER INDEX "public"."events_id_at_key"
  ATTACH PARTITION "public"."events_2024_id_at_key";

-- build index events_2025_id_at_key on public.events_2025
-- in no transaction
-- locks public.events_2025 SHARE UPDATE EXCLUSIVE while rows are read
CREATE UNIQUE INDEX CONCURRENTLY "events_2025_id_at_key" ON "public"."events_2025" USING btree ("id", "at");

-- make index events_2025_id_at_key of public.events_2025 the constraint events_2025_id_at_key
-- in a transaction of its own
-- locks public.events_2025 ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."events_2025"
  ADD CONSTRAINT "events_2025_id_at_key" UNIQUE USING INDEX "events_2025_id_at_key";

-- attach index events_2025_id_at_key of public.events_2025 to events_id_at_key
-- in a transaction of its own
-- locks public.events_id_at_key SHARE UPDATE EXCLUSIVE for a moment
-- locks public.events_2025_id_at_key ACCESS EXCLUSIVE for a moment
-- locks public.events ACCESS SHARE for a moment
-- locks public.events_2025 ACCESS SHARE for a moment
ALTER INDEX "public"."events_id_at_key"
  ATTACH PARTITION "public"."events_2025_id_at_key";

-- ======== way back before contract ========

-- drop events_id_at_key of public.events
-- in a transaction of its own
-- locks public.events ACCESS EXCLUSIVE for a moment
-- locks public.events_2024 ACCESS EXCLUSIVE for a moment
-- locks public.events_2025 ACCESS EXCLUSIVE for a moment
ALTER TABLE IF EXISTS "public"."events"
  DROP CONSTRAINT IF EXISTS "events_id_at_key";

-- drop events_2024_id_at_key of public.events_2024
-- in a transaction of its own
-- locks public.events_2024 ACCESS EXCLUSIVE for a moment
ALTER TABLE IF EXISTS "public"."events_2024"
  DROP CONSTRAINT IF EXISTS "events_2024_id_at_key";

-- drop index events_2024_id_at_key of public.events_2024
-- in no transaction
-- locks public.events_2024 SHARE UPDATE EXCLUSIVE for a moment
DROP INDEX CONCURRENTLY IF EXISTS "public"."events_2024_id_at_key";

-- drop events_2025_id_at_key of public.events_2025
-- in a transaction of its own
-- locks public.events_2025 ACCESS EXCLUSIVE for a moment
ALTER TABLE IF EXISTS "public"."events_2025"
  DROP CONSTRAINT IF EXISTS "events_2025_id_at_key";

-- drop index events_2025_id_at_key of public.events_2025
-- in no transaction
-- locks public.events_2025 SHARE UPDATE EXCLUSIVE for a moment
DROP INDEX CONCURRENTLY IF EXISTS "public"."events_2025_id_at_key";
