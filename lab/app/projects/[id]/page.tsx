import { redirect } from "next/navigation";
import { Studio } from "../../../components/studio.tsx";
import { has, lab } from "../../../lib/lab.ts";
import { readSession, signToken } from "../../../lib/session.ts";

export const dynamic = "force-dynamic";

/** Time enough to start a job before the token is over, s. */
const SHORT_LIFE_S = 8;

const HEARTBEAT_MS = 2000;

export default async function ProjectPage({ params }: { params: Promise<{ id: string }> }) {
  const user = await readSession();
  if (!user) redirect("/login");
  const { realtimeUrl, scenario } = lab();
  const anonKey = await signToken({ role: "anon" });
  const token = has("realtime.short-token")
    ? await signToken({ role: "authenticated", sub: user.id }, SHORT_LIFE_S)
    : user.token;
  return (
    <Studio
      projectId={(await params).id}
      user={{ id: user.id, name: user.name }}
      connection={{
        url: realtimeUrl,
        anonKey,
        token,
        ...(has("realtime.fast-heartbeat") && { heartbeatMs: HEARTBEAT_MS }),
      }}
      scenario={{ name: scenario.name, flow: scenario.flow, faults: scenario.faults }}
    />
  );
}
