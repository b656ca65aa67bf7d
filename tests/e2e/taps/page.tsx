/** The least app that has every hop: two channels, a queue in React state, a project in SWR, an image. */
import { createClient } from "@supabase/supabase-js";
import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import useSWR, { mutate } from "swr";

interface Job {
  id: string;
  status: string;
}
interface Project {
  content: { nodes: { id: string; data: { generated?: { url: string } } }[] };
}

const claims = btoa(JSON.stringify({ role: "anon", sub: "ada", exp: 4_102_444_800 }));
const client = createClient(`${location.origin}/supabase`, `eyJhbGciOiJIUzI1NiJ9.${claims}.sig`);

function Queue() {
  const [jobs, setJobs] = useState<Job[]>([]);
  useEffect(() => {
    const handleJobUpdate = ({ payload }: { payload: { record?: Job } }) => {
      const { record } = payload;
      if (record) setJobs((before) => [...before.filter(({ id }) => id !== record.id), record]);
    };
    const channel = client
      .channel("fal_jobs:ada", { config: { private: true } })
      .on("broadcast", { event: "INSERT" }, handleJobUpdate)
      .on("broadcast", { event: "UPDATE" }, handleJobUpdate)
      .on("broadcast", { event: "throws" }, function raise() {
        throw new Error("from the handler");
      })
      .on("broadcast", { event: "rejects" }, async function reject() {
        await Promise.reject(new Error("from the promise"));
      })
      .subscribe((status) => console.log(`[REALTIME] jobs ${status}`, { status }));
    return () => void client.removeChannel(channel);
  }, []);
  return jobs.map(({ id, status }) => <QueueItem key={id} id={id} status={status} />);
}

const QueueItem = ({ id, status }: Job) => <li data-job={id}>{status}</li>;

function ImageNode() {
  const key = "/api/projects/p";
  const load = async (path: string) => (await (await fetch(path)).json()) as Project;
  const { data, mutate: bound } = useSWR(key, load);
  useEffect(() => {
    const channel = client
      .channel("project:p", { config: { private: true } })
      .on("broadcast", { event: "UPDATE" }, function handleProjectUpdate() {
        void mutate(key);
      })
      .subscribe(() => {});
    Object.assign(window, { bound });
    return () => void client.removeChannel(channel);
  }, [bound]);
  const url = data?.content.nodes[0]?.data.generated?.url;
  return url === undefined ? null : (
    <img alt="" src={`/_next/image?url=${encodeURIComponent(url)}`} />
  );
}

const generate = async () =>
  await fetch(location.href, {
    method: "POST",
    headers: { accept: "text/x-component", "next-action": "abc" },
    body: JSON.stringify([{ prompt: "a cat", projectId: "p" }]),
  }).then((answer) => answer.text());

const root = document.createElement("main");
document.body.append(root);
createRoot(root).render([<Queue key="queue" />, <ImageNode key="image" />]);
Object.assign(window, { generate, mutate });
