/** What happened to a job, for somebody who is no developer. No word of the trade. */
import { both } from "../chain/text.ts";

export const titles = {
  none: both(
    "No image was asked for while this was recorded",
    "Nenhuma imagem foi pedida durante a gravação",
  ),
  complete: both("The image came", "A imagem chegou"),
  rescued: both("The image came, but late", "A imagem chegou, mas atrasada"),
  running: both("The image is still being made", "A imagem ainda está sendo feita"),
  cancelled: both(
    "The page was left before the image came",
    "A página foi deixada antes de a imagem chegar",
  ),
  refused: both("The request did not get through", "O pedido não foi aceito"),
  unmade: both("The image was not finished", "A imagem não ficou pronta"),
  offline: both(
    "The image was ready, but this tab was offline",
    "A imagem ficou pronta, mas esta aba estava offline",
  ),
  unseen: both(
    "The image was ready, but the page did not show it",
    "A imagem ficou pronta, mas a página não a mostrou",
  ),
};

export const advice = {
  none: both(
    "Record again, and do what went wrong once more meanwhile.",
    "Grave de novo e repita o que deu errado enquanto grava.",
  ),
  complete: both(
    "Nothing went wrong that Hopscope could see. If you saw a problem, save the file all the same.",
    "Nada deu errado que o Hopscope pudesse ver. Se você viu um problema, salve o arquivo mesmo assim.",
  ),
  rescued: both(
    "It did not come by itself. Save the file and send it to those who make the site.",
    "Ela não veio sozinha. Salve o arquivo e envie a quem faz o site.",
  ),
  running: both("Wait a little before you stop.", "Espere um pouco antes de parar."),
  cancelled: both(
    "Record again, and stay on the page until the image is there.",
    "Grave de novo e fique na página até a imagem aparecer.",
  ),
  refused: both(
    "Try it once more. If it fails again, save the file and send it to those who make the site.",
    "Tente mais uma vez. Se falhar de novo, salve o arquivo e envie a quem faz o site.",
  ),
  unmade: both(
    "Save the file and send it to those who make the site.",
    "Salve o arquivo e envie a quem faz o site.",
  ),
  ready: both(
    "Nothing is lost: reload the page to see the image. Save the file and send it to those who make the site.",
    "Nada se perdeu: recarregue a página para ver a imagem. Salve o arquivo e envie a quem faz o site.",
  ),
};

export const lines = {
  asked: both("You asked for an image.", "Você pediu uma imagem."),
  askedElsewhere: both("An image was asked for.", "Uma imagem foi pedida."),
  refused: both("The site did not accept the request.", "O site não aceitou o pedido."),
  ready: both("The image was ready.", "A imagem ficou pronta."),
  shown: both("The image appeared on the page.", "A imagem apareceu na página."),
  stillNot: both("Still not on the page.", "Ainda não está na página."),
  offline: both("This tab lost its connection.", "Esta aba perdeu a conexão."),
  online: both(
    "The connection came back. News from between is not sent again.",
    "A conexão voltou. As notícias desse intervalo não são enviadas de novo.",
  ),
  lost: both(
    "Some of the recording did not fit and was left out.",
    "Parte da gravação não coube e ficou de fora.",
  ),
};

export const wasOffline = (from: string, to: string | undefined) =>
  to === undefined
    ? both(`This tab was offline from ${from} on.`, `Esta aba ficou offline a partir de ${from}.`)
    : both(
        `This tab was offline from ${from} to ${to}.`,
        `Esta aba ficou offline de ${from} a ${to}.`,
      );
export const wasReady = (at: string) =>
  both(`The image was ready at ${at}.`, `A imagem ficou pronta às ${at}.`);
