import { redirect } from "next/navigation";
import { Studio } from "../../../components/studio.tsx";
import { lab } from "../../../lib/lab.ts";
import { readSession, signToken } from "../../../lib/session.ts";

export const dynamic = "force-dynamic";

export default async function ProjectPage({ params }: { params: Promise<{ id: string }> }) {
  const user = await readSession();
  if (!user) redirect("/login");
  const { realtimeUrl, scenario } = lab();
  const anonKey = await signToken({ role: "anon" });
  return (
    <Studio
      projectId={(await params).id}
      user={{ id: user.id, name: user.name }}
      connection={{ url: realtimeUrl, anonKey, token: user.token }}
      scenario={{ name: scenario.name, flow: scenario.flow, faults: scenario.faults }}
    />
  );
}
