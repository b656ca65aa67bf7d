/** What the switches and their values are called, and what they do in the page. */
import { both, type Text } from "../chain/text.ts";
import type { SwitchId } from "./switches.ts";

interface Words {
  name: Text;
  does: Text;
  /** Of a fault: why no rule can name it, or what its rule needs besides. */
  but?: Text;
}

export const switchWords: Record<SwitchId, Words> = {
  "optimistic-queue": {
    name: both("Optimistic queue", "Fila otimista"),
    does: both(
      "When an action answers with a job id, the queue's own handler gets the INSERT at once, in the shape of the ones that this page receives. The real one is then left out; a job that fails is rolled back.",
      "Quando uma ação responde com o id de um job, o próprio handler da fila recebe o INSERT na hora, no formato dos que esta página recebe. O verdadeiro é então descartado; um job que falha é desfeito.",
    ),
  },
  "fallback-polling": {
    name: both("Fallback polling", "Polling de reserva"),
    does: both(
      "While realtime does not deliver, the job API is asked with GET until the job has ended. Then the project is revalidated and the queue gets the UPDATE.",
      "Enquanto o realtime não entrega, a API de jobs é consultada com GET até o job terminar. Então o projeto é revalidado e a fila recebe o UPDATE.",
    ),
  },
  "revalidate-right": {
    name: both("Revalidate right", "Revalidar direito"),
    does: both(
      "On a change of the project its key is mutated in the cache that holds it, without blanking it. An answer that is older than the change is asked for again without caches, at most 3 times.",
      "A cada mudança do projeto, sua chave recebe mutate no cache que a contém, sem esvaziá-la. Uma resposta mais antiga que a mudança é pedida de novo sem caches, no máximo 3 vezes.",
    ),
  },
  "refetch-on-rejoin": {
    name: both("Refetch on rejoin", "Buscar de novo ao reentrar"),
    does: both(
      "When a channel is joined again after a gap, what its topic feeds is asked for again: the project's key, the open jobs.",
      "Quando um canal reentra depois de uma lacuna, o que o tópico alimenta é buscado de novo: a chave do projeto, os jobs abertos.",
    ),
  },
  resubscribe: {
    name: both("Resubscribe", "Reinscrever"),
    does: both(
      "A channel that ended without being left is joined again with the token of the moment, after 1, 2, 4 … 30 s.",
      "Um canal que terminou sem que a página saísse dele reentra com o token do momento, depois de 1, 2, 4 … 30 s.",
    ),
  },
  "say-it": {
    name: both("Say it", "Avisar"),
    does: both(
      "The page says that realtime is lost and offers to reload.",
      "A página avisa que a conexão em tempo real foi perdida e oferece recarregar.",
    ),
  },
  "join-as-private": {
    name: both("Join as private", "Entrar como privado"),
    does: both(
      "The next join of the topics goes out with private: true.",
      "O próximo join dos tópicos sai com private: true.",
    ),
  },
  "listen-to-every-event": {
    name: both("Listen to every event", "Ouvir todo evento"),
    does: both(
      "A handler that is bound to one event is also called for the other changes of its topic.",
      "Um handler ligado a um só evento também é chamado para as outras mudanças do seu tópico.",
    ),
  },
  cut: {
    name: both("Cut the connection", "Cortar a conexão"),
    does: both(
      "Every Realtime socket closes with 1006, as when the server is killed. The app may connect again.",
      "Todo socket do Realtime fecha com 1006, como quando o servidor é morto. O app pode reconectar.",
    ),
  },
  "keep-cut": {
    name: both("Keep it cut", "Manter cortada"),
    does: both(
      "As before, and every new connection is refused until the switch is off.",
      "Como acima, e toda nova conexão é recusada até a chave ser desligada.",
    ),
  },
  "half-open": {
    name: both("Half-open", "Meio aberta"),
    does: both(
      "The sockets stay open and nothing arrives any more, heartbeat answers included.",
      "Os sockets continuam abertos e nada mais chega, nem respostas de heartbeat.",
    ),
  },
  drop: {
    name: both("Drop frames", "Descartar frames"),
    does: both("Broadcasts are lost on their way.", "Broadcasts se perdem no caminho."),
    but: both(
      "No rule can name it: in the browser a frame that was lost on its way looks like one that was never sent. The verdict is the interval from the last step that was seen, and the check that splits it.",
      "Nenhuma regra pode nomeá-la: no navegador, um frame perdido no caminho é igual a um que nunca foi enviado. O veredito é o intervalo desde o último passo visto, e a checagem que o divide.",
    ),
  },
  delay: {
    name: both("Delay frames", "Atrasar frames"),
    does: both("Broadcasts come later.", "Broadcasts chegam mais tarde."),
  },
  duplicate: {
    name: both("Duplicate frames", "Duplicar frames"),
    does: both("Broadcasts come twice.", "Broadcasts chegam duas vezes."),
  },
  reorder: {
    name: both("Reorder frames", "Reordenar frames"),
    does: both(
      "Broadcasts are held until there are enough, and come in reverse.",
      "Broadcasts são retidos até haver o bastante, e chegam ao contrário.",
    ),
  },
  truncate: {
    name: both("Truncate frames", "Truncar frames"),
    does: both("Only the beginning of a broadcast arrives.", "Só o começo de um broadcast chega."),
  },
  "deny-join": {
    name: both("Deny the join", "Negar o join"),
    does: both(
      "The join is answered as the server does where no policy allows it. It never leaves the page.",
      "O join é respondido como o servidor faz onde nenhuma policy permite. Ele não sai da página.",
    ),
  },
  "expire-token": {
    name: both("Expire the token", "Expirar o token"),
    does: both(
      "The server's words for a token that is over, and the end of the channel.",
      "As palavras do servidor para um token vencido, e o fim do canal.",
    ),
  },
  "too-many-messages": {
    name: both("Too many messages", "Mensagens demais"),
    does: both(
      "The server's words for a rate limit, and the end of the channel.",
      "As palavras do servidor para um limite de taxa, e o fim do canal.",
    ),
  },
  "server-disconnect": {
    name: both("Server requested disconnect", "Servidor pediu desconexão"),
    does: both(
      "The server's words before a restart, and a close with 1012.",
      "As palavras do servidor antes de reiniciar, e um fechamento com 1012.",
    ),
  },
  "api-late": {
    name: both("Answer late", "Responder tarde"),
    does: both("A GET is answered later.", "Um GET é respondido mais tarde."),
  },
  "api-stale": {
    name: both("Answer stale", "Responder com dados antigos"),
    does: both(
      "A GET is answered with what the same address answered first.",
      "Um GET recebe a primeira resposta do mesmo endereço.",
    ),
  },
  "api-404": {
    name: both("Answer 404", "Responder 404"),
    does: both("A GET is answered with 404.", "Um GET é respondido com 404."),
  },
  "api-500": {
    name: both("Answer 500", "Responder 500"),
    does: both("A GET is answered with 500.", "Um GET é respondido com 500."),
  },
  "swallow-mutate": {
    name: both("Swallow mutate", "Engolir mutate"),
    does: both("Calls of mutate do nothing.", "Chamadas de mutate não fazem nada."),
  },
  "handler-throws": {
    name: both("Handler throws", "Handler lança erro"),
    does: both("A handler throws instead of running.", "Um handler lança um erro em vez de rodar."),
  },
  "hidden-tab": {
    name: both("Hidden tab", "Aba oculta"),
    does: both(
      "The page is told that it is hidden, and its timers run once a minute.",
      "A página é informada de que está oculta, e seus timers rodam uma vez por minuto.",
    ),
    but: both(
      "R16 needs a socket that closes after 5 min of this, or after heartbeats that came 45 s apart. It is the server that closes it: leave this on for 3 min, then cut the connection.",
      "A R16 precisa de um socket que feche depois de 5 min disto, ou depois de heartbeats com 45 s de distância. Quem o fecha é o servidor: deixe isto ligado por 3 min e então corte a conexão.",
    ),
  },
  offline: {
    name: both("Offline", "Sem rede"),
    does: both(
      "Sockets are cut and refused, calls of the network fail, the page is told that it is offline.",
      "Sockets são cortados e recusados, chamadas de rede falham, a página é informada de que está sem rede.",
    ),
  },
};

/** The values, by their names. */
export const paramWords: Record<string, Text> = {
  topic: both("Topic has", "Tópico contém"),
  event: both("Event", "Evento"),
  job: both("Job or request id", "Id do job ou da requisição"),
  url: both("Address has", "Endereço contém"),
  key: both("Key has", "Chave contém"),
  nth: both("Only the nth", "Só o enésimo"),
  probability: both("Probability, %", "Probabilidade, %"),
  seed: both("Seed", "Semente"),
  count: both("At most, times", "No máximo, vezes"),
  seconds: both("For, s", "Por, s"),
  confirm: both("Unconfirmed after, s", "Não confirmado após, s"),
  after: both("Begin after, s", "Começar após, s"),
  every: both("Every, s", "A cada, s"),
  limit: both("Give up after, s", "Desistir após, s"),
  ms: both("By, ms", "Em, ms"),
  hold: both("How many", "Quantos"),
  keep: both("Keep, %", "Manter, %"),
};
