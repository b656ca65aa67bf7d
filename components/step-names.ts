import type { Profile, StepId } from "../lib/chain/profile.ts";
import type { Words } from "./words-en.ts";

const portuguese: Record<StepId, string> = {
  C1: "Ação chamada",
  C2: "Job inserido",
  C3: "Trigger do job",
  C4: "Broadcast do job",
  C5: "Frame do job",
  C6: "Handler do job",
  C7: "Job na fila",
  U1: "Webhook",
  U2: "Imagem guardada",
  U3: "Job concluído",
  U4: "Trigger do job",
  U5: "Frame do job",
  U6: "Handler do job",
  U7: "Projeto salvo",
  U8: "Trigger do projeto",
  U9: "Frame do projeto",
  U10: "Handler do projeto",
  U11: "Revalidação",
  U12: "Imagem visível",
};

/** Two or three words for a step in the language of the panel. The profile speaks English. */
export const stepName = (step: StepId, profile: Profile, words: Words): string =>
  words.language === "pt-BR" ? portuguese[step] : profile.steps[step].name;
