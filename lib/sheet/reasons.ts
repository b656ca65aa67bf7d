/** Why a cell is what it is, in a sentence. */
import { both, compose, duration, type Text } from "../chain/text.ts";
import type { Standing } from "../chain/topics.ts";
import type { Sign } from "./signs.ts";

export interface Words {
  topic: string;
  /** The server's text of a refusal. */
  reason: string;
}

export const arrivals = {
  opened: both(
    "This page was opened after that, and had what the server had.",
    "Esta página foi aberta depois disso e teve o que o servidor tinha.",
  ),
  unseen: both(
    "It is there, and the tab is hidden: nobody has seen it yet. Show the tab.",
    "Está lá, e a aba está oculta: ninguém viu ainda. Mostre a aba.",
  ),
  caughtUp: (time: string, after: number): Text =>
    both(
      `The tab was hidden, and caught up at ${time}, ${duration(after)} after the first tab.`,
      `A aba estava oculta e se atualizou às ${time}, ${duration(after)} depois da primeira aba.`,
    ),
  back: (since: string, after: number): Text =>
    both(
      `The tab was disconnected since ${since}, and caught up ${duration(after)} after the first tab.`,
      `A aba estava desconectada desde ${since} e se atualizou ${duration(after)} depois da primeira aba.`,
    ),
  late: (after: number, budget: number): Text =>
    both(
      `It came ${duration(after)} after the first tab had it. The budget is ${duration(budget)}.`,
      `Chegou ${duration(after)} depois da primeira aba. O limite é ${duration(budget)}.`,
    ),
  /** In time; that another broadcast brought it is worth knowing. */
  other: ({ message, id }: Sign, first: Sign | undefined): Text =>
    first?.message !== undefined && message !== undefined && message !== first.message
      ? both(
          `It came with another broadcast (${message}) than in the first tab.`,
          `Chegou com outro broadcast (${message}) que na primeira aba.`,
        )
      : id === first?.id
        ? both("This tab had it first.", "Esta aba teve primeiro.")
        : both("It came in time.", "Chegou a tempo."),
};

export const absences = {
  failed: both(
    "The provider failed, so no picture is due.",
    "O provedor falhou, então nenhuma imagem é devida.",
  ),
  closed: both("The tab was not open then.", "A aba não estava aberta então."),
  elsewhere: both(
    "This tab was on another page, which does not ask for this project.",
    "Esta aba estava em outra página, que não pede este projeto.",
  ),
  waiting: both("It may still come.", "Ainda pode chegar."),
  blind: both(
    "Not all of this page was heard, so nothing can be said of what it did not get. Reload it.",
    "Nem tudo desta página foi ouvido, então nada se pode dizer do que ela não recebeu. Recarregue-a.",
  ),
  clock: both(
    "It is another machine's clock and no broadcast was heard on both, so when it was due here is not known.",
    "É o relógio de outra máquina e nenhum broadcast foi ouvido nas duas, então não se sabe quando era devido aqui.",
  ),
  unsent: both(
    "No tab got it, so nothing shows that it was sent. See the verdict of the job.",
    "Nenhuma aba recebeu, então nada mostra que foi enviado. Veja o veredito do job.",
  ),
  unshown: both(
    "The frame came and the page does not show it. See the verdict of the job in this tab.",
    "O frame chegou e a página não mostra. Veja o veredito do job nesta aba.",
  ),
  otherUser: (user: string): Text =>
    both(
      `Another user is signed in here (${user}): this is not for them.`,
      `Outro usuário está conectado aqui (${user}): isto não é para ele.`,
    ),
  disconnected: (from: string, until: string | undefined): Text =>
    until === undefined
      ? both(
          `The tab is disconnected since ${from}. Realtime does not replay what is sent meanwhile.`,
          `A aba está desconectada desde ${from}. O Realtime não reenvia o que é enviado enquanto isso.`,
        )
      : both(
          `The tab was disconnected from ${from} to ${until}. Realtime does not replay what was sent meanwhile.`,
          `A aba esteve desconectada de ${from} a ${until}. O Realtime não reenvia o que foi enviado enquanto isso.`,
        ),
  publicly: (topic: string): Text =>
    both(
      `The tab joined ${topic} as public. The database sends it as private, so it never comes here.`,
      `A aba entrou em ${topic} como público. O banco envia como privado, então nunca chega aqui.`,
    ),
  hidden: (since: string): Text =>
    both(
      `The tab is hidden since ${since}, and the browser may have stopped it.`,
      `A aba está oculta desde ${since}, e o navegador pode tê-la parado.`,
    ),
  stood: {
    never: ({ topic }) => both(`The tab never joined ${topic}.`, `A aba nunca entrou em ${topic}.`),
    refused: ({ topic, reason }) =>
      both(
        `The server refused ${topic} to this tab: ${reason}`,
        `O servidor recusou ${topic} a esta aba: ${reason}`,
      ),
    unanswered: ({ topic }) =>
      both(`The join of ${topic} was not answered.`, `A entrada em ${topic} não foi respondida.`),
    ended: ({ topic }) =>
      both(
        `The tab had left ${topic} just then, or was put out of it.`,
        `A aba tinha saído de ${topic} nesse momento, ou foi tirada dele.`,
      ),
    joined: ({ topic }) =>
      both(
        `The tab had joined ${topic} as private, another got the frame and this one did not: the server did not deliver it here.`,
        `A aba tinha entrado em ${topic} como privado, outra recebeu o frame e esta não: o servidor não entregou aqui.`,
      ),
  } satisfies Record<Standing["state"], (words: Words) => Text>,
};

/** "Tab 2 got it (meta.id m1). Tab 1: …" Of those that got nothing each with its reason. */
export const differs = (
  got: readonly Text[],
  message: string | undefined,
  others: readonly { name: Text; why: Text }[],
): Text =>
  compose((word, language) => {
    const names = got.map(word).join(", ");
    const id = message === undefined ? "" : ` (meta.id ${message})`;
    const has = language === "en" ? `${names} got it${id}.` : `${names}: recebido${id}.`;
    return [has, ...others.map(({ name, why }) => `${word(name)}: ${word(why)}`)].join(" ");
  });
