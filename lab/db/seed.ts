import type { Database } from "./database.ts";

export const users = {
  ada: { id: "5f3b4aaa-ceac-46ee-943f-b9da92a17d20", name: "Ada" },
  bob: { id: "22222222-2222-4222-8222-222222222222", name: "Bob" },
};

/** The id of the one project each user owns. */
export const projects = {
  ada: "a1a1a1a1-0000-4000-8000-000000000001",
  bob: "b0b0b0b0-0000-4000-8000-000000000002",
};

const PROMPTS = [
  "Lighthouse in fog, 35 mm",
  "Red bicycle against a yellow wall",
  "Mountain lake at dawn, no wind",
  "Paper crane on wet asphalt",
  "Night market, neon and steam",
  "Old tram climbing a steep street",
  "Fox asleep in tall grass",
  "Glass of water, hard noon light",
  "Abandoned pool, palm shadows",
  "Fishing boats under heavy clouds",
  "Portrait of a clockmaker",
  "Desert road, one passing car",
  "Greenhouse after the rain",
  "Wooden toys on a blue carpet",
  "Aurora above a frozen harbour",
  "Bakery window at five in the morning",
  "Concrete stairs, long shadows",
  "Hot air balloons over vineyards",
  "Cat on a stack of old maps",
  "Waves against a stone pier",
];

const COLUMNS = 5;
const COLUMN_PX = 260;
const ROW_PX = 300;

/** What makes rows too big to broadcast, in bytes. */
export interface Padding {
  /** Added to the prompt of the first node. */
  prompt: number;
  /** Of a text beside the nodes. */
  notes: number;
}

const NO_PADDING: Padding = { prompt: 0, notes: 0 };

/** What a project holds before anything was generated: 20 image nodes in a grid of 5 x 4. */
export const seedContent = (padding = NO_PADDING) => ({
  ...(padding.notes > 0 && { notes: "n".repeat(padding.notes) }),
  nodes: PROMPTS.map((prompt, index) => ({
    id: `node-${index + 1}`,
    type: "image",
    position: {
      x: (index % COLUMNS) * COLUMN_PX,
      y: Math.floor(index / COLUMNS) * ROW_PX,
    },
    data: {
      prompt: index === 0 ? prompt + "x".repeat(padding.prompt) : prompt,
      modelId: "google/nano-banana",
    },
  })),
  edges: [],
  viewport: { x: 0, y: 0, zoom: 0.6 },
});

const rows = [
  { id: projects.ada, userId: users.ada.id, name: "Ada's project" },
  { id: projects.bob, userId: users.bob.id, name: "Bob's project" },
];

/** In this mode no trigger fires, so nobody who is connected gets a frame of it. */
const QUIET = "set local session_replication_role = replica";

/** Inserts the projects that are not there yet. */
export async function seed(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.query(QUIET);
    for (const { id, userId, name } of rows) {
      await tx.query(
        `insert into public.projects (id, user_id, name, content, updated_at)
         values ($1, $2, $3, $4::jsonb, now()) on conflict (id) do nothing`,
        [id, userId, name, JSON.stringify(seedContent())],
      );
    }
  });
}

/** Puts the rows back as they were after {@link seed}, without a frame to anyone. Settings and faults stay. */
export async function resetLab(db: Database, padding = NO_PADDING): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.query(QUIET);
    await tx.query("delete from public.fal_jobs");
    await tx.query("delete from realtime.messages");
    await tx.query("delete from public.projects where id <> all($1::uuid[])", [
      `{${Object.values(projects).join()}}`,
    ]);
    for (const { id, name } of rows) {
      await tx.query(
        "update public.projects set name = $2, content = $3::jsonb, updated_at = now() where id = $1",
        [id, name, JSON.stringify(seedContent(padding))],
      );
    }
  });
  await seed(db);
}
