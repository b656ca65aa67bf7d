import type { EventOf } from "../../event.ts";
import type { Check, Fix } from "../job.ts";
import { urlKey } from "../names.ts";
import { shellText } from "../quote.ts";
import { both, type Text } from "../text.ts";
import type { Rule } from "./rule.ts";

interface Reason {
  en: string;
  pt: string;
  fix?: Fix;
}

const title = (en: string, pt: string): Text => both(en, pt);

const GONE: Reason = {
  en: "the server answers 404, so the file is not there",
  pt: "o servidor responde 404, ou seja, o arquivo não está lá",
};
const EXPIRED: Reason = {
  en: "the server answers 403, so the signature of the URL is over or wrong",
  pt: "o servidor responde 403, ou seja, a assinatura da URL venceu ou está errada",
  fix: {
    title: title(
      "sign when it is shown, not when it is stored",
      "assine ao mostrar, não ao guardar",
    ),
    lines: [{ mark: "+", text: "supabase.storage.from(bucket).createSignedUrl(path, 3600)" }],
  },
};
const BY_STATUS: Record<number, Reason> = { 401: EXPIRED, 403: EXPIRED, 404: GONE, 410: GONE };

/** The element is there and holds the URL; the browser refused the file. */
export const r67: Rule = {
  id: "R67",
  title: both("Image refused by the browser", "Imagem recusada pelo navegador"),
  confidence: "proof",
  steps: ["U12"],
  source: "lab: image-404, image-blocked-by-csp",
  find({ evidence, log }) {
    const { broken, url } = evidence;
    if (!broken || !url) return null;
    const csp = log
      .document(broken.doc)
      .refusals.find(({ blocked }) => urlKey(blocked) === urlKey(url));
    const reason = csp ? policyOf(csp, url) : reasonOf(broken.status);
    return {
      sentence: both(
        `The image element is there, and the browser refused ${url}: ${reason.en}.`,
        `O elemento de imagem está lá, e o navegador recusou ${url}: ${reason.pt}.`,
      ),
      evidence: [
        { event: broken.id, label: both("image error", "erro da imagem") },
        ...(csp ? [{ event: csp.id, label: "CSP" }] : []),
      ],
      ...(reason.fix && { fix: reason.fix }),
      ...(!csp && broken.status === undefined && { check: check(url) }),
    };
  },
};

function policyOf({ directive }: EventOf<"error.csp">, url: string): Reason {
  const host = URL.parse(url)?.origin ?? "'self'";
  return {
    en: `the page's policy ${directive} does not allow it`,
    pt: `a política ${directive} da página não permite`,
    fix: {
      title: "Content-Security-Policy",
      lines: [{ mark: "+", text: `img-src 'self' ${host}` }],
    },
  };
}

function reasonOf(status: number | undefined): Reason {
  if (status === undefined) {
    return {
      en: "it is missing, expired or no picture, which the browser does not tell",
      pt: "está ausente, venceu ou não é imagem, e o navegador não diz qual",
    };
  }
  return (
    BY_STATUS[status] ??
    (status < 400
      ? {
          en: `the file came (${status}) and cannot be decoded as a picture`,
          pt: `o arquivo veio (${status}) e não pode ser decodificado como imagem`,
        }
      : { en: `the server answers ${status}`, pt: `o servidor responde ${status}` })
  );
}

const check = (url: string): Check => ({
  text: both(
    "404: the file is gone. 403: the signature is over. 200: the file is no picture.",
    "404: o arquivo sumiu. 403: a assinatura venceu. 200: o arquivo não é imagem.",
  ),
  lines: [`curl -sI ${shellText(url)}`],
});
