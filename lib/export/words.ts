/** The words of the formats that people read. */
import { both, type Text } from "../chain/text.ts";

export const words = {
  report: both("Hopscope report", "Relatório do Hopscope"),
  step: both("Step", "Passo"),
  status: both("Status", "Situação"),
  after: both("After the click", "Após o clique"),
  evidence: both("Evidence", "Evidência"),
  fix: both("Fix", "Correção"),
  check: both("Check", "Verificação"),
  possible: both("Possible", "Possível"),
  blind: both("What cannot be seen from a browser", "O que não se vê de um navegador"),
  pages: both("Pages", "Páginas"),
  noJobs: both("This trace holds no job.", "Este trace não contém nenhum job."),
  create: both("Create", "Criar"),
  update: both("Update", "Atualizar"),
};

/** What a log holds, and what of it was lost. */
export function totals(jobs: number, events: number, gaps: number): Text {
  const en = [jobs === 1 ? "1 job" : `${jobs} jobs`, events === 1 ? "1 event" : `${events} events`];
  const pt = [
    jobs === 1 ? "1 job" : `${jobs} jobs`,
    events === 1 ? "1 evento" : `${events} eventos`,
  ];
  if (gaps > 0) {
    en.push(`${gaps} lost`);
    pt.push(gaps === 1 ? "1 perdido" : `${gaps} perdidos`);
  }
  return both(en.join(" · "), pt.join(" · "));
}
