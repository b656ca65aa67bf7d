/** The words of the formats that people read. */
import { both } from "../chain/text.ts";

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
