-- create index events_by_user on public.events (PostgreSQL 17)

-- ======== expand ========

-- declare index events_by_user on public.events without its partitions
-- in a transaction of its own
-- locks public.events SHARE for a moment
CREATE INDEX "events_by_user" ON ONLY "public"."events" USING btree ("user_id");

-- build index events_2024_user_id_idx on public.events_2024
-- in no transaction
-- locks public.events_2024 SHARE UPDATE EXCLUSIVE while rows are read
CREATE INDEX CONCURRENTLY "events_2024_user_id_idx" ON "public"."events_2024" USING btree ("user_id");

-- attach index events_2024_user_id_idx of public.events_2024 to events_by_user
-- in a transaction of its own
-- locks public.events_by_user SHARE UPDATE EXCLUSIVE for a moment
-- locks public.events_2024_user_id_idx ACCESS EXCLUSIVE for a moment
-- locks public.events ACCESS SHARE for a moment
-- locks public.events_2024 ACCESS SHARE for a moment
ALTER INDEX "public"."events_by_user"
  ATTACH PARTITION "public"."events_2024_user_id_idx";

-- build index events_2025_user_id_idx on public.events_2025
-- in no transaction
-- locks public.events_2025 SHARE UPDATE EXCLUSIVE while rows are read
CREATE INDEX CONCURRENTLY "events_2025_user_id_idx" ON "public"."events_2025" USING btree ("user_id");

-- attach index events_2025_user_id_idx of public.events_2025 to events_by_user
-- in a transaction of its own
-- locks public.events_by_user SHARE UPDATE EXCLUSIVE for a moment
-- locks public.events_2025_user_id_idx ACCESS EXCLUSIVE for a moment
-- locks public.events ACCESS SHARE for a moment
-- locks public.events_2025 ACCESS SHARE for a moment
ALTER INDEX "public"."events_by_user"
  ATTACH PARTITION "public"."events_2025_user_id_idx";

-- ======== way back before contract ========

-- drop index events_by_user of public.events and its partitions
-- in a transaction of its own
-- locks public.events ACCESS EXCLUSIVE for a moment
-- locks public.events_2024 ACCESS EXCLUSIVE for a moment
-- locks public.events_2025 ACCESS EXCLUSIVE for a moment
DROP INDEX IF EXISTS "public"."events_by_user" RESTRICT;

-- drop index events_2024_user_id_idx of public.events_2024
-- in no transaction
-- locks public.events_2024 SHARE UPDATE EXCLUSIVE for a moment
DROP INDEX CONCURRENTLY IF EXISTS "public"."events_2024_user_id_idx";

-- drop index events_2025_user_id_idx of public.events_2025
-- in no transaction
-- locks public.events_2025 SHARE UPDATE EXCLUSIVE for a moment
DROP INDEX CONCURRENTLY IF EXISTS "public"."events_2025_user_id_idx";
