ALTER TABLE "agents" ADD COLUMN "capacity" integer;--> statement-breakpoint
ALTER TABLE "agents" ADD CONSTRAINT "agents_capacity" CHECK ("agents"."capacity" > 0);