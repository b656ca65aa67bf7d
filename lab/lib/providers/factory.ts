import type { ImageProviderBase } from "./image-provider-base.ts";
import { KieProvider } from "./kie.ts";

const providers: ImageProviderBase[] = [new KieProvider()];

/** The provider of a model. @throws when none has it. */
export function providerOf(modelId: string): ImageProviderBase {
  const found = providers.find((provider) => provider.models.includes(modelId));
  if (!found) throw new Error(`No provider has the model ${modelId}.`);
  return found;
}
