/** Changes that no rule proposes, because nothing is broken without them: the design's own, with what it leaves out. */
import type { Fix } from "../chain/job.ts";
import { keyCode } from "../chain/swr-key.ts";
import { both } from "../chain/text.ts";

type Lines = Fix["lines"];

/** A diff as it is read: each line with its mark and a space in front. */
const diff = (text: string): Lines =>
  text
    .replace(/^\n/, "")
    .split("\n")
    .map((line) => ({ mark: line[0] as Lines[number]["mark"], text: line.slice(2) }));

/** v1 answers without the id of the row; v2 has it already. */
export const returnJobId = (flow: "v1" | "v2"): Fix => ({
  title:
    flow === "v1"
      ? both("the action's answer", "a resposta da ação")
      : both("the action's answer has it already", "a resposta da ação já o tem"),
  lines: diff(
    flow === "v1"
      ? `
  return {
    nodeData: {
+     jobId, // the row that was inserted
      requestId,
    },
  };`
      : `
  return { state: { status: "generating", jobId, requestId } };`,
  ),
});

export const addOptimistically = (flow: "v1" | "v2"): Fix => {
  const answer = flow === "v1" ? "nodeData" : "state";
  return {
    title: both("where Generate is pressed", "onde Gerar é apertado"),
    lines: diff(`
+ if ("${answer}" in result && result.${answer}.jobId) {
+   addJobOptimistically({
+     id: result.${answer}.jobId,
+     requestId: result.${answer}.requestId,
+     status: "pending",
+     type: "image",
+     modelId: params.modelId,
+     input: { prompt: params.prompt },
+     createdAt: new Date().toISOString(),
+     completedAt: null,
+     result: null,
+     error: null,
+   });
+ }`),
  };
};

/** The real INSERT comes too, or an UPDATE has come first. */
export const DEDUPE: Fix = {
  title: both("the queue takes each job once", "a fila recebe cada job uma vez"),
  lines: diff(`
+ const addJobOptimistically = (job) =>
+   setJobs((jobs) => (jobs.some(({ id }) => id === job.id) ? jobs : [job, ...jobs]));
  // in the handler, for INSERT and UPDATE
+ setJobs((jobs) => [row, ...jobs.filter(({ id }) => id !== row.id)]);`),
};

/** `path` of the job API with its id left open, `key` as SWR serialises it. */
export const pollAsFallback = (path: string, key: string): Fix => ({
  title: both(
    "a hook of the image node, the same in v1 and v2",
    "um hook do nó da imagem, igual em v1 e v2",
  ),
  lines: diff(`
+ const useFallbackPolling = (requestId, isGenerating) => {
+   useEffect(() => {
+     if (!requestId || !isGenerating) return;
+     let timer;
+     let wait = 5_000;
+     const ask = async () => {
+       const response = await fetch(\`${path.replace(/\{\w+\}/, "${requestId}")}\`).catch(() => null);
+       if (response?.status === 404) return;
+       const job = response?.ok ? await response.json() : null;
+       if (job?.status === "completed" || job?.status === "failed") {
+         await mutate(${keyCode(key)});
+         return;
+       }
+       wait = Math.min(wait * 1.5, 30_000);
+       timer = setTimeout(ask, wait + Math.random() * 1_000);
+     };
+     timer = setTimeout(ask, wait);
+     return () => clearTimeout(timer);
+   }, [requestId, isGenerating]);
+ };`),
});

export const SAY_IT: Fix = {
  title: both("the status callback", "o callback de status"),
  lines: diff(`
+ if (status === "CHANNEL_ERROR" || status === "TIMED_OUT") {
+   toast.error("Conexão em tempo real perdida", {
+     description: "Tentando reconectar...",
+     action: { label: "Recarregar", onClick: () => window.location.reload() },
+   });
+ }`),
};
