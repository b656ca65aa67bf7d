/** What the page's user reads while the companion is on. */
import { both } from "../chain/text.ts";

export const barWords = {
  fixes: both(
    "Hopscope stands in for code of this page",
    "Hopscope faz o papel de código desta página",
  ),
  faults: both("Hopscope breaks this page on purpose", "Hopscope quebra esta página de propósito"),
  end: both("Turn off", "Desligar"),
  key: both("Ctrl+Shift+H turns it off", "Ctrl+Shift+H desliga"),
  polling: both("asking every few seconds", "perguntando a cada poucos segundos"),
  lost: both("Realtime connection lost", "Conexão em tempo real perdida"),
  lostMore: both(
    "Changes may not show until the page is loaded again.",
    "Mudanças podem não aparecer até a página ser recarregada.",
  ),
  throws: both(
    "Hopscope: this handler throws because its fault is on.",
    "Hopscope: este handler lança um erro porque a falha dele está ligada.",
  ),
  reload: both("Reload", "Recarregar"),
};
