/** What the taps must know of the app; the rest of the profile is for the panel. Sizes in UTF-16 units or bytes. */
export interface CaptureOptions {
  /** Table and topic (without `realtime:`) of jobs, whose ids and result URLs are watched for. */
  jobTable: string;
  jobTopic: string;
  /** Topic of projects, likewise. */
  projectTopic: string;
  /** Tables of projects, whose images are watched for. */
  projectTables: readonly string[];
  /** Part of the SWR keys of projects. */
  projectKey: string;
  /** Paths whose GET answers are kept, and what is written to them. */
  paths: readonly string[];
  /** Part of the path by which a client broadcasts over HTTP. */
  broadcastPath: string;
  /** Console lines that begin with one of these are kept. */
  linePrefixes: readonly string[];
  /** And those that hold one of these. */
  lineParts: readonly string[];
  frameCap: number;
  /** Bytes of bodies that the page keeps until they are asked for. */
  ringCap: number;
  requestCap: number;
  answerCap: number;
  lineCap: number;
}

export const defaultOptions: CaptureOptions = {
  jobTable: "fal_jobs",
  jobTopic: "fal_jobs:",
  projectTopic: "project:",
  projectTables: ["projects", "project"],
  projectKey: "/api/projects",
  paths: ["/api/projects/", "/api/fal-jobs/"],
  broadcastPath: "/api/broadcast",
  linePrefixes: ["[REALTIME]", "[POLLING]"],
  lineParts: ["automatically falling back to REST API", "Multiple GoTrueClient instances"],
  frameCap: 256 * 1024,
  ringCap: 16 * 1024 * 1024,
  requestCap: 64 * 1024,
  answerCap: 256 * 1024,
  lineCap: 4 * 1024,
};
