-- The log only grows: mark its full pages as seen by all every fiftieth of it, not every fifth, or counts of unread
-- messages read the table instead of the index.
ALTER TABLE "messages" SET (autovacuum_vacuum_insert_scale_factor = 0.02);
--> statement-breakpoint
-- A step of a reader updates its cursor in place if the page has space.
ALTER TABLE "read_cursors" SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
