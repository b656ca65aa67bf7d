import { byTime, type Topic } from "../facts.ts";
import { topicName } from "../names.ts";
import { both } from "../text.ts";
import { FRAMES, type Case, type Rule } from "./rule.ts";

/** So many letters may differ in names that were meant to be the same. */
const TYPOS = 3;

const plain = (topic: string): string => topic.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

/** The least number of letters to add, drop or change. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let k = 1; k <= b.length; k++) {
      const change = row[k - 1]! + (a[i - 1] === b[k - 1] ? 0 : 1);
      next.push(Math.min(change, row[k]! + 1, next[k - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

/** Names of topics are short; what is longer is compared letter by letter for no one. */
const LONGEST = 100;

/** Is it the same name with other letters, or with another id behind it? */
function isNear(topic: string, other: string): boolean {
  const [[head, id], [otherHead, otherId]] = [partsOf(topic), partsOf(other)];
  if (plain(topic) === plain(other)) return true;
  if (head.length > LONGEST || otherHead.length > LONGEST) return false;
  if (distance(head, otherHead) <= Math.min(TYPOS, Math.floor(head.length / TYPOS))) return true;
  return id === otherId && (head.includes(otherHead) || otherHead.includes(head));
}

/** The words in front of the first colon, and the id behind it. */
function partsOf(topic: string): [string, string] {
  const [head = "", ...id] = topic.split(":");
  return [plain(head), id.join(":")];
}

/** The topic that a page joined in place of the one that it never joined. */
export function nearTopic({ topic, standing, log, doc, until }: Case): Topic | undefined {
  if (standing?.state !== "never" || topic === undefined) return undefined;
  const near = log.topics.ofDocument(doc).filter((each) => {
    const now = log.topics.standing(doc, each.topic, until);
    const isLeft = now.state === "never" || (now.state === "ended" && now.why === "leave");
    return !isLeft && isNear(topic, topicName(each.topic));
  });
  return near.toSorted((a, b) => byTime(a.joins[0]!, b.joins[0]!))[0];
}

/** Nobody joined the topic that the trigger sends to, but one that reads almost the same. */
export const r07: Rule = {
  id: "R07",
  title: both("Wrong topic name", "Nome de tópico errado"),
  steps: FRAMES,
  confidence: "strong",
  source: "realtime #492",
  find(given) {
    const found = nearTopic(given);
    if (!found) return null;
    const near = topicName(found.topic);
    // The user is not known before the first row comes; the page's own topic names it.
    const topic = given.topic?.replace("{user}", partsOf(near)[1]);
    const join = found.joins[0];
    return {
      sentence: both(
        `The database sends to ${topic}; this tab joined ${near}. Nothing connects the two.`,
        `O banco envia para ${topic}; esta aba entrou em ${near}. Nada liga os dois.`,
      ),
      evidence: join ? [{ event: join.id, label: `join ${near}` }] : [],
      fix: {
        title: both("one topic builder for both sides", "uma só função que monta o tópico"),
        lines: [
          { mark: "-", text: `.channel(${JSON.stringify(near)})` },
          { mark: "+", text: `.channel(${JSON.stringify(topic)}, { config: { private: true } })` },
        ],
      },
    };
  },
};
