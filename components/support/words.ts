/** Every word of support mode that does not come with the story. */
import { both } from "../../lib/chain/text.ts";

export const supportWords = {
  record: both("Record my problem", "Gravar o meu problema"),
  recordText: both(
    "Press, do what goes wrong once more, then stop. Nothing leaves this computer until you save a file and send it yourself.",
    "Aperte, repita o que dá errado e depois pare. Nada sai deste computador até você salvar um arquivo e enviá-lo.",
  ),
  allow: both("Allow and record", "Permitir e gravar"),
  allowText: both(
    "To record your problem, Hopscope must be allowed to read this site. Your browser asks you next: choose Allow. It reads this site only, the page is loaded again, and you can take the permission back here at any time.",
    "Para gravar o seu problema, o Hopscope precisa de permissão para ler este site. O navegador vai perguntar: escolha Permitir. Ele lê só este site, a página é recarregada, e você pode retirar a permissão aqui quando quiser.",
  ),
  reloadText: both(
    "The page is loaded again when you press: then all of it is seen. Save first what you have typed there.",
    "A página é recarregada quando você aperta: assim tudo é visto. Antes, salve o que você digitou nela.",
  ),
  recording: both("Recording your problem", "Gravando o seu problema"),
  recordingText: both(
    "Do what goes wrong once more, then stop. You may close this window: the dot on the button says that it goes on.",
    "Repita o que dá errado e depois pare. Você pode fechar esta janela: o ponto no botão diz que a gravação continua.",
  ),
  elsewhere: both(
    "It records the tab in which you pressed the button.",
    "A gravação é da aba em que você apertou o botão.",
  ),
  stop: both("Stop and look", "Parar e ver"),
  throwAway: both("Throw away", "Descartar"),
  again: both("Record again", "Gravar de novo"),
  soFar: both("So far", "Até agora"),
  nothingYet: both("Nothing yet.", "Nada ainda."),
  onlyTab: both(
    "Only this tab. Nothing is sent anywhere.",
    "Só esta aba. Nada é enviado a lugar nenhum.",
  ),
  code: both("For those who look into it: {code}", "Para quem for investigar: {code}"),
  looking: both("Looking at what was recorded.", "Examinando o que foi gravado."),
  inFile: both("What will be in the file", "O que vai no arquivo"),
  events: both("Steps and times", "Passos e horários"),
  addresses: both("Addresses of requests", "Endereços de pedidos"),
  messages: both(
    "Messages between the page and its server",
    "Mensagens entre a página e o servidor",
  ),
  takenOut: both("Taken out", "Retirado"),
  nothingOut: both("Nothing had to be taken out.", "Nada precisou ser retirado."),
  secrets: both("Passwords, keys and tokens", "Senhas, chaves e tokens"),
  emails: both("E-mail addresses", "Endereços de e-mail"),
  prompts: both("What you asked for, in your words", "O que você pediu, com as suas palavras"),
  signatures: both("Keys in the addresses of pictures", "Chaves nos endereços de imagens"),
  everything: both("See every kind of text in it first", "Ver antes cada tipo de texto do arquivo"),
  save: both("Save the file", "Salvar o arquivo"),
  saved: both(
    "Saved to your downloads. Attach {name} to your message.",
    "Salvo nos seus downloads. Anexe {name} à sua mensagem.",
  ),
};
