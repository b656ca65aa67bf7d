import { both } from "../text.ts";
import { FRAMES, type Rule } from "./rule.ts";

/** realtime-js compares its own list with the server's answer, entry by entry, and leaves when they differ. */
export const r39: Rule = {
  id: "R39",
  title: both("Binding mismatch", "Bindings não conferem"),
  confidence: "proof",
  steps: FRAMES,
  source: "supabase realtime-js #209",
  find({ log, doc, topic, until }) {
    if (topic === undefined) return null;
    const { statuses, joins } = log.topics.get(doc, `realtime:${topic}`);
    const said = statuses.findLast(
      ({ error, at }) => at <= until && error?.includes("mismatch between server and client"),
    );
    const join = said && joins.findLast(({ at }) => at <= said.at);
    if (!said || log.topics.rejoined(doc, `realtime:${topic}`, said.at)) return null;
    const asked = (join?.changes ?? [])
      .map((each) => [each.event, each.schema, each.table, each.filter].join(" ").trim())
      .join("; ");
    return {
      sentence: both(
        `The server answered the join of ${topic} with another list of tables and filters than the client asked for, so the client left and gets nothing. It asked for: ${asked}.`,
        `O servidor respondeu ao join de ${topic} com uma lista de tabelas e filtros diferente da pedida, então o client saiu e não recebe nada. Ele pediu: ${asked}.`,
      ),
      evidence: [
        ...(join ? [{ event: join.id, label: both("asked for", "pedido") }] : []),
        { event: said.id, label: both("CHANNEL_ERROR: mismatch", "CHANNEL_ERROR: divergência") },
      ],
      fix: {
        title: both("the bindings of the channel", "os bindings do channel"),
        lines: [
          {
            mark: "-",
            text: `.on("postgres_changes", { event: "*", schema: "public", table, filter: null }, handler)`,
          },
          {
            mark: "+",
            text: `.on("postgres_changes", { event: "*", schema: "public", table }, handler)`,
          },
          { mark: " ", text: "// one binding for each filter, none twice" },
        ],
      },
    };
  },
};
