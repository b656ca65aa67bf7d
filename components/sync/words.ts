/** Every word of the sheet's view that does not come with the sheet. */
import { both } from "../../lib/chain/text.ts";

export const syncWords = {
  job: both("Job", "Job"),
  node: both("Node", "Nó"),
  due: both("Received of due", "Recebidos dos devidos"),
  noneDue: both("none due", "nada devido"),
  ofDue: both("{n} of {all}", "{n} de {all}"),
  ofDueLate: both("{n} of {all}, {late} late", "{n} de {all}, {late} atrasados"),
  thisTab: both("this tab", "esta aba"),
  oneTab: both("1 tab", "1 aba"),
  manyTabs: both("{n} tabs", "{n} abas"),
  allProjects: both("All projects", "Todos os projetos"),
  project: both("Project {id}", "Projeto {id}"),
  projects: both("Project", "Projeto"),
  steps: both("What is compared", "O que é comparado"),
  copyMarkdown: both("Copy as Markdown", "Copiar como Markdown"),
  copyJson: both("Copy as JSON", "Copiar como JSON"),
  checks: both("Checklist: {n} of {all} passed", "Checklist: {n} de {all} passaram"),
  checksText: both(
    "{tabs} of this site, compared live. Nothing is asked of their pages.",
    "{tabs} deste site, comparadas ao vivo. Nada é pedido às suas páginas.",
  ),
  checksOfFile: both("{tabs} of this trace.", "{tabs} deste trace."),
  checksOfFiles: both("{tabs} of these traces.", "{tabs} destes traces."),
  passed: both("passed", "passou"),
  late: both("late", "atrasado"),
  failed: both("failed", "falhou"),
  open: both("not tried", "não testado"),
  differ: both("Where tabs differ", "Onde as abas diferem"),
  back: both("Checklist", "Checklist"),
  noEvent: both(
    "This event is no longer kept. The newest of each tab are.",
    "Este evento não está mais guardado. Os mais novos de cada aba estão.",
  ),
  emptyTitle: both("One tab so far", "Uma aba por enquanto"),
  emptyText: both(
    "Open the project in a second tab of this browser and press Generate in one of them. Every tab of this site appears here by itself, and what one got and another missed stands side by side.",
    "Abra o projeto numa segunda aba deste navegador e aperte Gerar numa delas. Cada aba deste site aparece aqui sozinha, e o que uma recebeu e outra perdeu fica lado a lado.",
  ),
  emptyReload: both(
    "A tab that was open before Hopscope was switched on must be reloaded once.",
    "Uma aba que já estava aberta antes de ligar o Hopscope precisa ser recarregada uma vez.",
  ),
  emptyFileTitle: both("This trace holds one tab", "Este trace tem uma aba"),
  emptyFileText: both(
    "To compare the traces of several people, drop all of them here at once.",
    "Para comparar os traces de várias pessoas, solte todos aqui de uma vez.",
  ),
  align: both("Apply these offsets to the times", "Aplicar essas diferenças aos horários"),
  noJobTitle: both("No job to compare yet", "Nenhum job para comparar ainda"),
  noJobText: both(
    "{tabs} are heard. Press Generate in one of them.",
    "{tabs} são ouvidas. Aperte Gerar numa delas.",
  ),
};
