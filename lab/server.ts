/** The lab: database, app and Realtime in one process. `npm run lab` builds and starts it. */
import nextModule from "next";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { interceptor } from "./intercept.ts";
import { openLab, type LabOptions } from "./open.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));

export interface RunningLab {
  url: string;
  realtimeUrl: string;
  close(): Promise<void>;
}

/** Starts the lab on 127.0.0.1. Needs `npm run build -w lab` first. One lab a process. Port 0 chooses a free one. */
export async function startLab(options: LabOptions & { port?: number } = {}): Promise<RunningLab> {
  const { lab, close } = await openLab(options);
  const app = nextModule({ dev: false, dir: HERE });
  await app.prepare();
  const handle = app.getRequestHandler();
  const intercept = interceptor({ lab });
  const server = createServer((request, response) => {
    if (intercept(request, response) === "passed") void handle(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 3210, "127.0.0.1", resolve);
  });
  lab.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url: lab.origin,
    realtimeUrl: lab.realtimeUrl,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await app.close();
      await close();
    },
  };
}

async function main(): Promise<void> {
  const { PORT, REALTIME_PORT, DATABASE_URL, SUPABASE_URL, SUPABASE_JWT_SECRET } = process.env;
  const lab = await startLab({
    port: Number(PORT ?? 3210),
    realtimePort: Number(REALTIME_PORT ?? 3211),
    databaseUrl: DATABASE_URL,
    supabaseUrl: SUPABASE_URL,
    jwtSecret: SUPABASE_JWT_SECRET,
  });
  console.log(
    `The lab is at ${lab.url}, its scenarios at ${lab.url}/lab, Realtime at ${lab.realtimeUrl}.`,
  );
  const stop = () => void lab.close().then(() => process.exit(0));
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
