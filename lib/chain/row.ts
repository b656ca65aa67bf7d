import { at, isFields, list, text } from "./fields.ts";

/** What a row of the job table tells, in snake_case or camelCase. */
export interface JobRow {
  id: string;
  requestId?: string;
  userId?: string;
  nodeId?: string;
  projectId?: string;
  prompt?: string;
  status?: string;
  error?: string;
  url?: string;
  /** Whether the row says which node of which project it is for. */
  placed?: boolean;
}

/** Leaves out the keys without a value, so that merging never erases what was known. */
export function known<T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T {
  const result: Partial<T> = {};
  for (const key in fields) if (fields[key] !== undefined) result[key] = fields[key];
  return result as T;
}

/** A job's row, or null when `value` has no id. */
export function readJob(value: unknown): JobRow | null {
  const id = text(value, "id");
  if (!id) return null;
  return known<JobRow>({
    id,
    requestId: text(value, "request_id"),
    userId: text(value, "user_id"),
    nodeId: text(value, "input", "_metadata", "node_id"),
    projectId: text(value, "input", "_metadata", "project_id"),
    prompt: text(value, "input", "prompt"),
    status: text(value, "status"),
    error: text(value, "error"),
    url: text(list(at(value, "result", "images"))[0], "url"),
    placed: isPlaced(at(value, "input")),
  });
}

/** Only a row with its input can say so. */
function isPlaced(input: unknown): boolean | undefined {
  if (!isFields(input)) return undefined;
  return (
    text(input, "_metadata", "node_id") !== undefined &&
    text(input, "_metadata", "project_id") !== undefined
  );
}

/** One node of a project that shows a picture. */
export interface Placed {
  url: string;
  nodeId?: string;
  requestId?: string;
}

/** The pictures of a project: a row, an API's answer, or its `content`. */
export function readPlaced(project: unknown): Placed[] {
  const placed: Placed[] = [];
  for (const node of nodesOf(project)) {
    const url = text(node, "data", "generated", "url");
    if (!url) continue;
    const one: Placed = { url };
    const nodeId = text(node, "id");
    const requestId = text(node, "data", "request_id");
    if (nodeId !== undefined) one.nodeId = nodeId;
    if (requestId !== undefined) one.requestId = requestId;
    placed.push(one);
  }
  return placed;
}

/** Whether a project has a node of this id, with or without a picture. */
export const hasNode = (project: unknown, id: string | undefined): boolean =>
  nodesOf(project).some((node) => text(node, "id") === id);

/** Whether this is a project with its nodes, and not only a part of one. */
export const hasNodes = (project: unknown): boolean => nodesOf(project).length > 0;

function nodesOf(project: unknown): unknown[] {
  const content = at(project, "content") ?? at(project, "project", "content") ?? project;
  return list(at(content, "nodes"));
}

/** The arguments of a server action, when they are a job's: an object with all of `names`. */
export function readArguments(body: unknown, names: readonly string[]): object | null {
  const found = list(body).find((arg) => isFields(arg) && names.every((name) => name in arg));
  return isFields(found) ? found : null;
}
