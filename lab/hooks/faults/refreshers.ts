import { mutate as importedMutate, type ScopedMutator } from "swr";
import type { Table } from "./pick.ts";

interface Refresh {
  projectId: string;
  /** What the page's hook is mounted with. */
  key: string;
  mutate: ScopedMutator;
}

type Refresher = (refresh: Refresh) => void;

const BURST = 5;
/** A project that this page does not show. */
const EARLIER_PROJECT = "7e7e7e7e-0000-4000-8000-000000000003";

/** Asks for the project again. */
export const refresh: Refresher = ({ key, mutate }) => void mutate(key);

export const refreshers: Table<Refresher> = {
  "client.mutate-wrong-key": ({ key, mutate }) => void mutate(`${key}/`),
  "client.mutate-array-key": ({ projectId, mutate }) => void mutate(["/api/projects", projectId]),
  "client.mutate-blanks": ({ key, mutate }) => void mutate(key, undefined, { revalidate: true }),
  "client.mutate-imported": ({ key }) => void importedMutate(key),
  "client.no-mutate": () => undefined,
  "client.refreshes-by-focus": () => void window.dispatchEvent(new Event("focus")),
  // The second one has data, so it outdates the request that the first one has just made.
  "client.mutate-discards": ({ key, mutate }) => {
    void mutate(key);
    void mutate(key, (seen: unknown) => seen, { revalidate: false });
  },
  "client.mutate-storm": ({ key, mutate }) => {
    for (let count = 0; count < BURST; count += 1) void mutate(key);
  },
  // What a handler does whose closure is older than the page it runs in.
  "client.project-stale-closure": ({ mutate }) => void mutate(`/api/projects/${EARLIER_PROJECT}`),
};
