CREATE FUNCTION "refuse_update"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '% rows of "%" are immutable', TG_ARGV[0], TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
--> statement-breakpoint
CREATE TRIGGER "messages_are_immutable" BEFORE UPDATE ON "messages"
	FOR EACH ROW EXECUTE FUNCTION "refuse_update"('all');
--> statement-breakpoint
CREATE TRIGGER "closed_threads_are_immutable" BEFORE UPDATE ON "threads"
	FOR EACH ROW WHEN (OLD."status" = 'closed') EXECUTE FUNCTION "refuse_update"('closed');
--> statement-breakpoint
-- Every append updates its room: leave space on the page, and clean up long before a fifth of the table is dead.
ALTER TABLE "rooms" SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
--> statement-breakpoint
INSERT INTO "groups" ("name", "is_default") VALUES ('Support Team', true);
--> statement-breakpoint
INSERT INTO "meta" DEFAULT VALUES;
