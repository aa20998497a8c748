CREATE TABLE "agent_links" (
	"agent_id" uuid NOT NULL,
	"node_id" uuid NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "agent_links_agent_id_node_id_pk" PRIMARY KEY("agent_id","node_id")
);
--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "avatar_url" text;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "last_assigned_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "group_members" ADD COLUMN "priority" smallint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "groups" ADD COLUMN "strategy" text DEFAULT 'manual' NOT NULL;--> statement-breakpoint
ALTER TABLE "groups" ADD COLUMN "deleted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "agent_links" ADD CONSTRAINT "agent_links_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_priority" CHECK ("group_members"."priority" between 0 and 9);--> statement-breakpoint
ALTER TABLE "groups" ADD CONSTRAINT "groups_strategy" CHECK ("groups"."strategy" in ('round_robin', 'least_loaded', 'sticky', 'manual'));--> statement-breakpoint
ALTER TABLE "groups" ADD CONSTRAINT "groups_default_stays" CHECK (not ("groups"."is_default" and "groups"."deleted_at" is not null));