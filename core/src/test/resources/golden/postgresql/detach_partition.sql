-- detach partition events_2024 from events (PostgreSQL 17)

-- ======== contract ========

-- detach partition public.events_2024 from public.events
-- in no transaction
-- locks public.events SHARE UPDATE EXCLUSIVE for a moment
-- locks public.events_2024 ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."events"
  DETACH PARTITION "public"."events_2024" CONCURRENTLY;

-- drop the check on public.events_2024 that is left of its bound
-- in a transaction of its own
-- locks public.events_2024 ACCESS EXCLUSIVE for a moment
ALTER TABLE IF EXISTS "public"."events_2024"
  DROP CONSTRAINT IF EXISTS "events_2024_at_check";
