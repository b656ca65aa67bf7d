"use client";

import Link from "next/link";
import type { Flow } from "../scenarios/scenario.ts";

interface Props {
  title: string;
  state: "live" | "connecting" | "error";
  flow: Flow;
  onFlow: (flow: Flow) => void;
  count: number;
  onGenerateAll: () => void;
  scenario: string;
  user: string;
  onSignOut: () => void;
}

const FLOWS: Flow[] = ["v1", "v2"];

export function StudioHeader(props: Props) {
  const { title, state, flow, onFlow, count, onGenerateAll, scenario, user, onSignOut } = props;
  return (
    <header>
      <b>{title}</b>
      <span data-realtime={state}>{state === "error" ? "not live" : state}</span>
      <span className="flows" role="group" aria-label="Flow">
        {FLOWS.map((each) => (
          <button
            key={each}
            type="button"
            data-testid={`flow-${each}`}
            aria-pressed={each === flow}
            onClick={() => onFlow(each)}
          >
            {each}
          </button>
        ))}
      </span>
      <button type="button" data-testid="generate-all" onClick={onGenerateAll}>
        Generate all {count}
      </button>
      <Link href="/lab">{scenario}</Link>
      <span>{user}</span>
      <button type="button" data-testid="sign-out" onClick={onSignOut}>
        Sign out
      </button>
    </header>
  );
}
