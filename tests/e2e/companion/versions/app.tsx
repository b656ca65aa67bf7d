/** The smallest app that every fix has something to do for, and its own account of what it was given. */
import { RealtimeClient } from "@supabase/realtime-js";
import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import useSWR, { mutate } from "swr";

interface Row {
  id: string;
  status: string;
}

const account: string[] = [];
const tell = (line: string) => void account.push(line);

const client = new RealtimeClient(`${location.origin.replace("http", "ws")}/realtime/v1`, {
  params: { apikey: "key" },
});
const join = (topic: string, events: string[], take: (event: string, row: Row) => void) => {
  const channel = client.channel(topic, { config: {} });
  for (const event of events) {
    channel.on("broadcast", { event }, ({ payload }) => {
      tell(`${topic} ${event} ${payload.operation}`);
      take(event, (payload.record ?? payload.old_record) as Row);
    });
  }
  channel.subscribe((status: string) => tell(`${topic} ${status}`));
};

const load = async (path: string): Promise<{ n: number }> => {
  const answer = await fetch(path);
  return (await answer.json()) as { n: number };
};
const generate = async () => {
  const body = JSON.stringify([{ prompt: "fog", modelId: "m", nodeId: "n", projectId: "p" }]);
  const answer = await fetch(location.pathname, {
    method: "POST",
    headers: { "next-action": "0a", accept: "text/x-component" },
    body,
  });
  tell(`answered ${(await answer.text()).length > 0}`);
};

function App() {
  const [rows, setRows] = useState<Record<string, Row>>({});
  const { data } = useSWR("/api/projects/p", load);
  useEffect(() => {
    join("fal_jobs:ada", ["INSERT", "UPDATE"], (_event, row) =>
      setRows((before) => ({ ...before, [row.id]: { ...before[row.id], ...row } })),
    );
    // It asks for another project than the one that has changed.
    join("project:p", ["UPDATE"], () => void mutate("/api/projects/other"));
    join("inserts", ["INSERT"], () => {});
    if (location.search === "?secret") join("secret", ["INSERT"], () => {});
  }, []);
  return (
    <>
      <button onClick={() => void generate()}>Generate</button>
      <output>{data?.n}</output>
      {Object.values(rows).map(({ id, status }) => (
        <li key={id} data-job={id} data-status={status} />
      ))}
    </>
  );
}

createRoot(document.body.appendChild(document.createElement("main"))).render(<App />);
Object.assign(window, { account });
