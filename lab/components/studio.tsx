"use client";

import { useEffect, useState } from "react";
import { SWRConfig } from "swr";
import { createStages } from "../hooks/stages.ts";
import { useClients } from "../hooks/use-clients.ts";
import { useGenerate } from "../hooks/use-generate.ts";
import { useLeadingTab } from "../hooks/use-leading-tab.ts";
import { usePolling } from "../hooks/use-polling.ts";
import { useProject } from "../hooks/use-project.ts";
import { useProjectRealtime } from "../hooks/use-project-realtime.ts";
import type { Link } from "../hooks/use-realtime-subscription.ts";
import { useSession } from "../hooks/use-session.ts";
import { useStaleEditor } from "../hooks/use-stale-editor.ts";
import type { Connection } from "../lib/supabase.ts";
import type { FaultName } from "../scenarios.ts";
import type { Flow } from "../scenarios/scenario.ts";
import { Canvas } from "./canvas.tsx";
import { Gallery } from "./gallery.tsx";
import { Queue, QueueTab } from "./queue.tsx";
import { StudioHeader } from "./studio-header.tsx";

interface Props {
  projectId: string;
  user: { id: string; name: string };
  connection: Connection;
  scenario: { name: string; flow: Flow; faults: FaultName[] };
}

const OWN_CACHE = { provider: () => new Map() };

/** The page of a project. */
export function Studio(props: Props) {
  const hasOwnCache = props.scenario.faults.includes("client.own-cache");
  const workspace = <Workspace {...props} />;
  return hasOwnCache ? <SWRConfig value={OWN_CACHE}>{workspace}</SWRConfig> : workspace;
}

function Workspace({ projectId, user, connection, scenario }: Props) {
  const { faults } = scenario;
  const has = (fault: FaultName) => faults.includes(fault);
  const [stages] = useState(createStages);
  const [flow, setFlow] = useState(scenario.flow);
  const [queue, setQueue] = useState<Link>({ settled: false, error: null });
  const clients = useClients(connection);
  const { data, error } = useProject(projectId, faults);
  const project = useProjectRealtime(clients, projectId, stages, faults);
  const { busy, generate } = useGenerate(data, flow, stages, has("client.autosave-old-copy"));
  const start = useLeadingTab(generate, has("client.last-tab-leads"));
  const { signOut } = useSession(clients, stages, has("client.refreshes-token"));
  useStaleEditor(data, stages, has("client.editor-writes-back"));
  const requests = Object.values(busy).filter((id) => id !== "asking");
  usePolling(requests.join(), projectId, has("client.polls"));

  const [isOpen, setOpen] = useState(true);
  const unmounts = has("client.queue-unmounts");
  useEffect(() => {
    if (!unmounts) return;
    return stages.on((stage) => {
      if (stage === "asked") setOpen(false);
    });
  }, [stages, unmounts]);

  const nodes = data?.content.nodes ?? [];
  const isLive = nodes.length > 0 && queue.settled && project.settled;
  const state = queue.error || project.error ? "error" : isLive ? "live" : "connecting";
  return (
    <>
      <main className="studio" data-live={isLive}>
        <StudioHeader
          title={data?.name ?? "…"}
          state={state}
          flow={flow}
          onFlow={setFlow}
          count={nodes.length}
          onGenerateAll={() => nodes.forEach(({ id }) => start(id))}
          scenario={scenario.name}
          user={user.name}
          onSignOut={() => void signOut()}
        />
        <Canvas project={data} error={error} busy={busy} generate={start} faults={faults} />
        {isOpen ? (
          <Queue
            clients={clients}
            userId={user.id}
            stages={stages}
            faults={faults}
            onLink={setQueue}
          />
        ) : (
          <QueueTab onOpen={() => setOpen(true)} />
        )}
      </main>
      {has("client.lazy-gallery") && <Gallery nodes={nodes} />}
    </>
  );
}
