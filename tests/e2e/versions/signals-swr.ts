import { all, type Pattern, type Signal } from "./signal.ts";

const mutate = (key: string, fields: object): Pattern => ({
  kind: "cache.mutate",
  key,
  ...fields,
});

const noMiddleware = {
  "1.3.0":
    "SWR 1.x has no seam for developer tools, so what a hook was given is known to itself only.",
};

export const swr: Signal[] = [
  {
    name: "cache and range of versions",
    seen: { kind: "tap.attach", tap: "swr", what: "cache 0", version: /^\d/ },
  },
  {
    name: "custom cache provider",
    seen: { kind: "cache.fetch", cache: 1, key: "/api/count" },
  },
  {
    name: "hook mounted, how many, with a fetcher",
    seen: { kind: "cache.hook", cache: 0, key: "/api/count", listeners: 1, fetcher: true },
  },
  {
    name: "hook's options",
    unseen: noMiddleware,
    seen: { kind: "cache.hook", key: "/api/count", keepPreviousData: true },
  },
  {
    name: "hook unmounted",
    seen: { kind: "cache.hook", cache: 0, key: "/api/count", listeners: 0 },
  },
  {
    name: "global mutate",
    seen: mutate("/api/same", { cache: 0, form: "global", hasData: false, blanks: false }),
  },
  {
    name: "bound mutate",
    seen: mutate("/api/same", { cache: 0, form: "bound", hasData: false }),
  },
  {
    name: "mutate of useSWRConfig",
    seen: mutate("/api/slow", { cache: 0, form: "global", hasData: false }),
  },
  {
    name: "mutate of a custom provider, global",
    seen: mutate("/api/count", { cache: 1, form: "global" }),
  },
  {
    name: "mutate of a custom provider, bound",
    seen: mutate("/api/count", { cache: 1, form: "bound" }),
  },
  {
    name: "mutate with a filter",
    never: { "1.3.0": "SWR 1.x takes a function for a key, not for a filter." },
    seen: { kind: "cache.mutate", form: "filter" },
  },
  {
    name: "mutate with data, and its options",
    account: /^show \/api\/count .*mine/,
    seen: mutate("/api/count", {
      cache: 0,
      hasData: true,
      blanks: false,
      options: { 0: "revalidate" },
    }),
  },
  {
    name: "mutate that blanks",
    account: "show /api/blank undefined",
    seen: mutate("/api/blank", { hasData: true, blanks: true }),
  },
  {
    name: "mutate of useSWRInfinite",
    seen: { kind: "cache.mutate", key: /page-0/, form: "bound" },
  },
  {
    name: "useSWRInfinite asks for a page",
    account: /^show pages \[/,
    seen: { kind: "cache.fetch", key: /page-0/ },
  },
  {
    name: "useSWRMutation triggers",
    account: "triggered",
    never: { "1.3.0": "SWR 1.x has no `useSWRMutation`." },
    seen: mutate("/api/count", { hasData: true, options: { 0: /./, 1: /./ } }),
  },
  {
    name: "mutate makes a hook revalidate",
    seen: { kind: "cache.revalidate", key: "/api/same", cause: "mutate", listeners: 1 },
  },
  {
    name: "mutate of a key that no hook has",
    seen: (events) =>
      all(events, mutate("/api/nobody", {})).length === 1 &&
      all(events, { kind: "cache.revalidate", key: "/api/nobody" }).length === 0,
  },
  {
    name: "request begins, and why",
    seen: { kind: "cache.fetch", key: "/api/same", cause: "mutate" },
  },
  {
    name: "answer is stored",
    account: /^show \/api\/count \{"n":\d/,
    seen: { kind: "cache.answer", key: "/api/count", outcome: "stored" },
  },
  {
    name: "answer is what was there",
    seen: { kind: "cache.answer", key: "/api/same", outcome: "same" },
  },
  {
    name: "answer is thrown away",
    seen: { kind: "cache.answer", key: "/api/slow", outcome: "superseded" },
  },
  {
    name: "request fails",
    account: /^show \/api\/fail Error: status 500/,
    seen: { kind: "cache.answer", key: "/api/fail", outcome: "failed", error: /status 500/ },
  },
  {
    name: "data is written",
    account: /^show \/api\/count .*mine/,
    seen: {
      kind: "cache.write",
      key: "/api/count",
      from: "object of 1",
      to: "object of 1",
      blanked: false,
    },
  },
  {
    name: "data is blanked",
    account: "show /api/blank undefined",
    seen: { kind: "cache.write", key: "/api/blank", blanked: true },
  },
];
