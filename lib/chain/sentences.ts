import type { Evidence } from "./evidence.ts";
import type { Break } from "./ladder.ts";
import type { Check } from "./job.ts";
import type { Profile, StepId } from "./profile.ts";
import { shellText } from "./quote.ts";
import { both, compose, duration, type Text } from "./text.ts";

const inBoth = (
  en: (word: (text: Text) => string) => string,
  pt: (word: (text: Text) => string) => string,
): Text => compose((word, language) => (language === "en" ? en(word) : pt(word)));

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** What is said where no rule explains: what was seen, what follows. */
export const sentences = {
  complete: (ms: number) => both(`Complete in ${duration(ms)}`, `Completo em ${duration(ms)}`),
  completeText: both(
    "Every step was seen or is proven by a later one.",
    "Cada passo foi visto ou é provado por um posterior.",
  ),
  waiting: (step: StepId, noun: Text) =>
    inBoth(
      (word) => `Waiting for ${step}, ${word(noun)}`,
      (word) => `Esperando ${step}, ${word(noun)}`,
    ),
  late: (step: StepId, noun: Text) =>
    inBoth(
      (word) => `${step} is late, ${word(noun)}`,
      (word) => `${step} está atrasado, ${word(noun)}`,
    ),
  waitingText: both("Nothing is wrong so far.", "Nada de errado até agora."),
  lateText: both(
    "It is over its budget and may still come.",
    "Passou do orçamento e ainda pode chegar.",
  ),
  unseen: both(
    "Nothing more of this job can be seen from here",
    "Daqui não se vê mais nada deste job",
  ),
  unseenText: both(
    "It was begun elsewhere, or before this page was watched.",
    "Começou em outro lugar, ou antes de esta página ser observada.",
  ),
  cancelled: both("Not watched to its end", "Não observado até o fim"),
  cancelledText: (at: string) =>
    both(
      `The page was left at ${at} while the job ran. Nothing had failed until then.`,
      `A página foi deixada às ${at} com o job em andamento. Até ali nada tinha falhado.`,
    ),
  stopped: (step: StepId, noun: Text) =>
    inBoth(
      (word) => `Stopped at ${step}, ${word(noun)}`,
      (word) => `Parou em ${step}, ${word(noun)}`,
    ),
  failed: (step: StepId, noun: Text) =>
    inBoth(
      (word) => `Failed at ${step}, ${word(noun)}`,
      (word) => `Falhou em ${step}, ${word(noun)}`,
    ),
  between: (from: StepId, to: StepId) =>
    both(`Stopped between ${from} and ${to}`, `Parou entre ${from} e ${to}`),
  failedBecause: (noun: Text, reason: Text) =>
    inBoth(
      (word) => `${capital(word(noun))} failed: ${word(reason)}.`,
      (word) => `${capital(word(noun))} falhou: ${word(reason)}.`,
    ),
  notYetBecause: (from: StepId, to: StepId, reason: Text) =>
    inBoth(
      (word) =>
        `${capital(word(reason))}, so what is missing is one of ${from} to ${to}. Only the server's log can tell which.`,
      (word) =>
        `${capital(word(reason))}, então o que falta é um de ${from} a ${to}. Só o log do servidor diz qual.`,
    ),
  rescued: (by: Text) =>
    inBoth(
      (word) => `Rescued by ${word(by)}`,
      (word) => `Salvo por ${word(by)}`,
    ),
  reloadedText: both(
    "The page was loaded again while the job ran, and the first answer held the image. Nothing failed.",
    "A página foi recarregada com o job em andamento, e a primeira resposta já trazia a imagem. Nada falhou.",
  ),
  rescuedText: (by: Text, step: StepId, noun: Text, ms: number) =>
    inBoth(
      (word) =>
        `The image came by ${word(by)}, ${duration(ms)} after the result, not through the chain: ${step}, ${word(noun)}, did not do its part.`,
      (word) =>
        `A imagem veio por ${word(by)}, ${duration(ms)} depois do resultado, e não pela cadeia: ${step}, ${word(noun)}, não fez a sua parte.`,
    ),
  providerFailed: (error: string | undefined) =>
    both(
      `The job ended as failed${error ? `: “${error}”` : ""}. The chain delivered that; there is no image to show.`,
      `O job terminou com falha${error ? `: “${error}”` : ""}. A cadeia entregou isso; não há imagem para mostrar.`,
    ),
};

const blinds = new Map<string, Text>();

/** What no browser sees of a job. There are few such lists of steps and many jobs. */
export function blindTo(steps: readonly StepId[]): Text {
  const names = steps.join(", ");
  const known = blinds.get(names);
  if (known) return known;
  const [en, pt] =
    steps.length === 1
      ? [
          "runs on the server. A browser can only infer it from what comes after; log lines with a step's name make it visible.",
          "roda no servidor. Um navegador só pode inferi-lo do que vem depois; linhas de log com o nome do passo o tornam visível.",
        ]
      : [
          "run on the server. A browser can only infer them from what comes after; log lines with a step's name make them visible.",
          "rodam no servidor. Um navegador só pode inferi-los do que vem depois; linhas de log com o nome do passo os tornam visíveis.",
        ];
  const text = both(`${names} ${en}`, `${names} ${pt}`);
  blinds.set(names, text);
  return text;
}

/** What brought an image that did not come through the chain. */
export const rescuers = {
  reload: both("a reload", "um recarregamento"),
  focus: both("focus revalidation", "revalidação por foco"),
  reconnect: both("reconnect revalidation", "revalidação por reconexão"),
  mutate: both("another mutate", "outro mutate"),
  poll: both("polling", "polling"),
  companion: both("a fix of the companion", "uma correção do companion"),
  request: both("another request", "outra requisição"),
  other: both("another way", "outro caminho"),
};

/** What a break says when no rule knows its cause. */
export function explain(
  { at, reason, from }: Break,
  { mutate }: Pick<Evidence, "mutate">,
  profile: Profile,
): Text {
  if (reason) {
    return from === at
      ? sentences.failedBecause(profile.steps[at].noun, reason)
      : sentences.notYetBecause(from, at, reason);
  }
  const says: Partial<Record<StepId, Text>> = {
    C5:
      from === "C2"
        ? both(
            "The action answered with a job id, and no frame of the new job came. No browser can see whether the row, its trigger or its broadcast is missing.",
            "A ação respondeu com o id de um job, e nenhum frame do novo job chegou. Nenhum navegador vê se falta a linha, o trigger ou o broadcast.",
          )
        : both(
            "The job's row exists, and no frame told of it. No browser can see whether its trigger or its broadcast is missing.",
            "A linha do job existe, e nenhum frame falou dela. Nenhum navegador vê se falta o trigger ou o broadcast.",
          ),
    C6: both(
      "The frame came, and no handler ran for it.",
      "O frame chegou, e nenhum handler rodou para ele.",
    ),
    C7: both(
      "The handler ran, and React never rendered the job.",
      "O handler rodou, e o React nunca renderizou o job.",
    ),
    U5:
      from === "U1"
        ? both(
            "No result of this job came. No browser can see whether the webhook, the upload, the row or its broadcast is missing.",
            "Nenhum resultado deste job chegou. Nenhum navegador vê se falta o webhook, o upload, a linha ou o broadcast.",
          )
        : both(
            "The picture exists, and no frame said that the job is completed. No browser can see whether its row, its trigger or its broadcast is missing.",
            "A imagem existe, e nenhum frame disse que o job está concluído. Nenhum navegador vê se falta a linha, o trigger ou o broadcast.",
          ),
    U6: both(
      "The frame came, and no handler ran for it.",
      "O frame chegou, e nenhum handler rodou para ele.",
    ),
    U9:
      from === "U8"
        ? both(
            "The project's row holds the new URL, and no frame of the project came, although this tab is joined.",
            "A linha do projeto tem a nova URL, e nenhum frame do projeto chegou, embora esta aba esteja inscrita.",
          )
        : both(
            "The job is completed, and no frame of the project came, although this tab is joined.",
            "O job está concluído, e nenhum frame do projeto chegou, embora esta aba esteja inscrita.",
          ),
    U10: both(
      "The project frame came, and no handler ran for it.",
      "O frame do projeto chegou, e nenhum handler rodou para ele.",
    ),
    U11: mutate
      ? both(
          "mutate was called, and no answer of the API with the new URL came.",
          "mutate foi chamado, e nenhuma resposta da API com a nova URL chegou.",
        )
      : both(
          "The handler ran, and mutate was not called for the project.",
          "O handler rodou, e mutate não foi chamado para o projeto.",
        ),
    U12: both(
      "The data arrived, and no image element showed it.",
      "Os dados chegaram, e nenhum elemento de imagem os mostrou.",
    ),
  };
  return (
    says[at] ??
    inBoth(
      (word) => `Nothing was seen of ${word(profile.steps[at].noun)}.`,
      (word) => `Nada se viu de ${word(profile.steps[at].noun)}.`,
    )
  );
}

const upTo = (from: StepId, to: StepId): string => (from === to ? from : `${from}–${to}`);

/** The check that splits an interval, with the names that are known; undefined where there is none. */
export function splitter(
  { at, from }: Break,
  { facts }: Pick<Evidence, "facts">,
  profile: Profile,
): Check | undefined {
  const job = `GET ${profile.jobPath.replace("{request}", facts.requestId ?? "{requestId}")}`;
  const project = `GET ${profile.projectPath.replace("{project}", facts.projectId ?? "{projectId}")}`;
  const trigger = (table: string) => [
    `select tgname, tgenabled from pg_trigger where tgrelid = 'public.${table}'::regclass and not tgisinternal;`,
    `select topic, event, inserted_at from realtime.messages where topic like '${table === profile.jobTable ? profile.jobTopic.split("{")[0] : profile.projectTopic.split("{")[0]}%' order by inserted_at desc limit 20;`,
  ];
  switch (at) {
    case "C5":
      return from === "C2"
        ? {
            text: both(
              "404 means C2; an answer means C3 to C5.",
              "404 quer dizer C2; uma resposta, C3 a C5.",
            ),
            lines: [job],
          }
        : {
            text: both(
              "No trigger: C3. No row in realtime.messages: C4. A row: C5.",
              "Sem trigger: C3. Sem linha em realtime.messages: C4. Com linha: C5.",
            ),
            lines: trigger(profile.jobTable),
          };
    case "U5":
      return from === "U4"
        ? {
            text: both(
              "No trigger on UPDATE: U4. No row in realtime.messages, or one that this tab did not get: U5.",
              "Sem trigger de UPDATE: U4. Sem linha em realtime.messages, ou uma que esta aba não recebeu: U5.",
            ),
            lines: trigger(profile.jobTable),
          }
        : {
            text: both(
              `Not completed means ${upTo(from, "U3")}; completed means U4 or U5.`,
              `Não concluído quer dizer ${upTo(from, "U3")}; concluído, U4 ou U5.`,
            ),
            lines: [job],
          };
    case "U9":
      return from === "U8"
        ? {
            text: both(
              "No trigger: U8. No row in realtime.messages, or one that this tab did not get: U9.",
              "Sem trigger: U8. Sem linha em realtime.messages, ou uma que esta aba não recebeu: U9.",
            ),
            lines: trigger(profile.projectTables[0] ?? "projects"),
          }
        : {
            text: both(
              "Without the new URL it is U7; with it U8 or U9.",
              "Sem a nova URL é U7; com ela, U8 ou U9.",
            ),
            lines: [project],
          };
    case "U3":
      return {
        text: both(
          "Look at the server's log for the webhook of this request.",
          "Veja no log do servidor o webhook desta requisição.",
        ),
        ...(facts.requestId !== undefined && {
          lines: [`grep ${shellText(facts.requestId)} server.log`],
        }),
      };
    default:
      return undefined;
  }
}
