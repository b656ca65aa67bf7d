import type { Correlator } from "../correlate.ts";
import { lastUntil, within } from "../facts.ts";
import { keyCode } from "../swr-key.ts";
import { both, duration } from "../text.ts";
import type { PageFinding, Rule } from "./rule.ts";

/** So many refusals one after the other: nobody looks at the status. */
const REFUSALS = 3;

/** A poll that stops without a word, or one that never does. */
export const r42: Rule = {
  id: "R42",
  title: both("Polling stopped, or never stops", "O polling parou, ou nunca para"),
  confidence: "proof",
  steps: [],
  source: "swr #830",
  notice: (log, doc) => [
    ...[...log.cache.polled].flatMap((key) => [
      ...hidden(log, doc, key),
      ...failing(log, doc, key),
    ]),
    ...refused(log, doc),
  ],
};

/** The hook of a key that polls, as it was mounted at `when` (ms). */
const pollOf = ({ cache }: Correlator, doc: string, key: string, when: number) =>
  cache.mounted(doc, key, when).find(({ refreshInterval = 0 }) => refreshInterval > 0);

/** The page was hidden for longer than the interval, and SWR did not ask. */
function hidden(log: Correlator, doc: string, key: string): PageFinding[] {
  const { visibility } = log.document(doc);
  return visibility.flatMap((gone, i) => {
    const back = visibility[i + 1];
    const poll = pollOf(log, doc, key, gone.at);
    const { refreshInterval: ms = 0 } = poll ?? {};
    if (gone.state !== "hidden" || !poll || !back || back.at < gone.at + 2 * ms) return [];
    const asked = within(log.cache.requests.of(key), gone.at, back.at).some(
      (each) => each.doc === doc && each.at < back.at,
    );
    if (asked || !log.pages.hasSeenAll(doc, "swr", gone.at, back.at)) return [];
    return [
      {
        subject: `hidden ${gone.id}`,
        at: gone.at,
        level: "information" as const,
        sentence: both(
          `This tab was hidden for ${duration(back.at - gone.at)}, and SWR did not poll ${keyCode(key)} meanwhile, although its refreshInterval is ${duration(ms)}.`,
          `Esta aba ficou oculta por ${duration(back.at - gone.at)}, e o SWR não fez polling de ${keyCode(key)} nesse tempo, embora o refreshInterval seja de ${duration(ms)}.`,
        ),
        evidence: [
          { event: poll.id, label: `refreshInterval ${ms}` },
          { event: gone.id, label: both("tab hidden", "aba oculta") },
        ],
        fix: {
          title: both("only if it must go on unseen", "só se precisar continuar sem ser vista"),
          lines: [{ mark: "+" as const, text: "refreshWhenHidden: true" }],
        },
      },
    ];
  });
}

/** The last request failed: SWR does not poll while an error stands. */
function failing(log: Correlator, doc: string, key: string): PageFinding[] {
  const answer = log.cache.answers.of(key).findLast((each) => each.doc === doc);
  const poll = answer && pollOf(log, doc, key, answer.at);
  if (answer?.outcome !== "failed" || !poll) return [];
  return [
    {
      subject: `error ${key}`,
      at: answer.at,
      sentence: both(
        `The last request of ${keyCode(key)} failed, and SWR does not poll while the error stands. Polling begins again only after a retry, a focus or a mutate that succeeds.`,
        `A última requisição de ${keyCode(key)} falhou, e o SWR não faz polling enquanto o erro existir. O polling só recomeça depois de um retry, um foco ou um mutate que dê certo.`,
      ),
      evidence: [
        { event: poll.id, label: `refreshInterval ${poll.refreshInterval}` },
        { event: answer.id, label: both("request failed", "requisição falhou") },
      ],
      fix: {
        title: both("the hook that polls", "o hook que faz polling"),
        lines: [
          { mark: "+", text: "onErrorRetry: (error, key, config, revalidate, options) =>" },
          { mark: "+", text: "  setTimeout(() => revalidate(options), config.refreshInterval)," },
        ],
      },
    },
  ];
}

/** The job API refuses again and again, and the app's own poll goes on. */
function refused(log: Correlator, doc: string): PageFinding[] {
  return [...(log.jobs.owners.refused.get(doc) ?? [])].flatMap((request) => {
    const answers = log.jobs.owners
      .answersOf(request)
      .filter((each) => each.doc === doc && !each.probed);
    const good = answers.findLastIndex(({ httpStatus }) => httpStatus < 400 || httpStatus >= 500);
    const run = answers.slice(good + 1);
    const [first] = run;
    const last = run.at(-1);
    if (!first || !last || run.length < REFUSALS) return [];
    const line = lastUntil(
      log.document(doc).lines.filter(({ text }) => text.startsWith("[POLLING]")),
      last.at,
    );
    const path = log.profile.jobPath.replace("{request}", request);
    return [
      {
        subject: `refused ${request}`,
        at: first.at,
        sentence: both(
          `GET ${path} answered ${last.httpStatus} ${run.length} times in a row, and the page keeps asking. A poll that does not look at response.ok never ends.`,
          `GET ${path} respondeu ${last.httpStatus} ${run.length} vezes seguidas, e a página continua perguntando. Um polling que não olha para response.ok nunca termina.`,
        ),
        evidence: [
          { event: first.id, label: both("first refusal", "primeira recusa") },
          { event: last.id, label: both("last refusal", "última recusa") },
          ...(line ? [{ event: line.id, label: "[POLLING]" }] : []),
        ],
        fix: {
          title: both("the poll", "o polling"),
          lines: [{ mark: "+" as const, text: "if (!response.ok) return stop(response.status);" }],
        },
      },
    ];
  });
}
