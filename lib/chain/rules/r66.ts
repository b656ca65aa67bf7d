import { isTemporary } from "../evidence/update.ts";
import { lastImage } from "../whereabouts.ts";
import type { Evidence } from "../evidence.ts";
import type { Fix } from "../job.ts";
import { urlKey } from "../names.ts";
import { both } from "../text.ts";
import type { Rule, Story } from "./rule.ts";

/** Providers forget their files within hours, some within minutes. */
export const r66: Rule = {
  id: "R66",
  title: both("Temporary URL stored", "URL temporária guardada"),
  confidence: "proof",
  steps: [],
  source: "lab: temporary-url-stored",
  refute(story) {
    const url = temporary(story);
    if (url === undefined) return null;
    const { broken, shown } = story.evidence;
    const last = lastImage(story.log, story.evidence);
    const image = last?.kind === "image.error" ? last : shown ? undefined : broken;
    const isPolicy =
      image &&
      story.log.document(image.doc).refusals.some(({ blocked }) => urlKey(blocked) === urlKey(url));
    if (!image || isPolicy) return null;
    const status = image.kind === "image.error" ? image.status : undefined;
    return {
      step: "U2",
      until: image.at,
      sentence: both(
        `The job and its node hold ${url}, a temporary address of the provider. It does not serve the file${status ? ` any more (${status})` : ""}.`,
        `O job e o nó guardam ${url}, um endereço temporário do provedor. Ele não serve ${status ? `mais o arquivo (${status})` : "o arquivo"}.`,
      ),
      evidence: [
        ...frameOf(story.evidence),
        { event: image.id, label: both("image error", "erro da imagem") },
      ],
      fix,
    };
  },
  remark(story) {
    const url = temporary(story);
    const { shown } = story.evidence;
    if (url === undefined || !shown) return null;
    return {
      sentence: both(
        `The picture came from ${url}, a temporary address of the provider. It is shown until the provider deletes the file.`,
        `A imagem veio de ${url}, um endereço temporário do provedor. Ela aparece até o provedor apagar o arquivo.`,
      ),
      evidence: [
        ...frameOf(story.evidence),
        { event: shown.id, label: both("image shown", "imagem visível") },
      ],
      fix,
    };
  },
};

const temporary = ({ log, evidence: { url } }: Story): string | undefined =>
  url !== undefined && isTemporary(log, url) ? url : undefined;

const frameOf = ({ update, placed }: Evidence) => {
  const frame = update?.url === undefined ? placed : update;
  return frame
    ? [{ event: frame.id, label: both("frame, provider's URL", "frame, URL do provedor") }]
    : [];
};

const fix: Fix = {
  title: both("store the uploaded file's URL", "guarde a URL do arquivo enviado"),
  lines: [
    { mark: "-", text: "updateJobWithResult(job, providerUrl)" },
    { mark: "+", text: "updateJobWithResult(job, await uploadImageToStorage(providerUrl))" },
  ],
};
