"use client";

import { useRouter } from "next/navigation";

export function ScenarioButton({ name, current }: { name: string; current: boolean }) {
  const router = useRouter();
  const choose = async () => {
    const headers = { "content-type": "application/json" };
    await fetch("/lab/scenario", { method: "POST", headers, body: JSON.stringify({ name }) });
    router.refresh();
  };
  return (
    <button type="button" aria-pressed={current} onClick={() => void choose()}>
      {name}
    </button>
  );
}
