/** The versions that are tried, as bundles: each has one of every library. */

export interface Combination {
  realtime: string;
  /** The serializer, where it is not the one that the version takes by itself. */
  vsn?: string;
  swr: string;
  react: string;
}

export type Library = "realtime" | "swr" | "react";

export const combinations: Combination[] = [
  { realtime: "2.10.9", swr: "1.3.0", react: "18.3.1" },
  { realtime: "2.11.15", swr: "2.2.5", react: "18.3.1" },
  { realtime: "2.15.5", swr: "2.3.6", react: "19.3.1" },
  { realtime: "2.90.1", swr: "2.0.4", react: "18.3.1" },
  { realtime: "2.99.3", swr: "2.5.1", react: "18.3.1" },
  { realtime: "2.99.3", vsn: "1.0.0", swr: "2.3.6", react: "19.3.1" },
  { realtime: "2.119.1", swr: "2.5.1", react: "19.3.1" },
  { realtime: "2.119.1", vsn: "1.0.0", swr: "2.5.1", react: "19.3.1" },
];

/** The column of a combination in the part of the table that is about one library. */
export const columnOf = (combination: Combination, library: Library): string => {
  const { realtime, vsn } = combination;
  return library === "realtime" && vsn ? `${realtime} (vsn ${vsn})` : combination[library];
};

/** The version of a column, by which the table has its reasons. */
export const versionOf = (column: string): string => column.split(" ")[0] ?? column;

export const columnsOf = (library: Library): string[] =>
  [...new Set(combinations.map((combination) => columnOf(combination, library)))].toSorted((a, b) =>
    a.localeCompare(b, "en", { numeric: true }),
  );

/** What stands for a library in a bundle. What the root has installed itself needs no other name. */
const folders: Record<string, string> = {
  "realtime 2.119.1": "@supabase/realtime-js",
  "swr 2.5.1": "swr",
  "react 19.3.1": "react",
  "react-dom 19.3.1": "react-dom",
  "react 18.3.1": "react-18",
  "react-dom 18.3.1": "react-dom-18",
};
const folderOf = (name: string, version: string) =>
  folders[`${name} ${version}`] ?? `${name}-${version}`;

/** For Vite: the names that the page imports, as the versions of a combination. */
export function aliasesOf({ realtime, swr, react }: Combination) {
  const aliases = [
    { find: /^@supabase\/realtime-js$/, replacement: folderOf("realtime", realtime) },
    { find: /^swr(?=\/|$)/, replacement: folderOf("swr", swr) },
    { find: /^react(?=\/|$)/, replacement: folderOf("react", react) },
    { find: /^react-dom(?=\/|$)/, replacement: folderOf("react-dom", react) },
  ];
  const hasMutationHook = !swr.startsWith("1.");
  const absent = { find: /^swr\/mutation$/, replacement: `${import.meta.dirname}/absent.ts` };
  return hasMutationHook ? aliases : [absent, ...aliases];
}
