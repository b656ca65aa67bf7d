// @vitest-environment happy-dom
import { act } from "react";
import { expect, test } from "vitest";
import { both } from "../lib/chain/text.ts";
import type { FormatName } from "../lib/export/formats.ts";
import type { Choice } from "../lib/share/choice.ts";
import { fixtureEvents, fixtureStore } from "../tests/panel/fixture.ts";
import { setStage } from "../tests/panel/stage.tsx";
import type { ShareProps } from "./share-dialog.tsx";

const { all, ask, one, type, ...stage } = setStage();

/** A panel that is about to save; `answer` is what saving comes to. */
async function show(answer?: Awaited<ReturnType<ShareProps["onSave"]>> | Promise<undefined>) {
  const looked: Choice[] = [];
  const saved: [FormatName, Choice][] = [];
  let closed = 0;
  let saving: Parameters<ShareProps["onSave"]>[2] | undefined;
  const share: ShareProps = {
    previewOf(choice) {
      looked.push(choice);
      const sample = choice.prompts ? "hidden-prompt-1" : "a fox\u202e";
      return Promise.resolve({
        kinds: [{ path: "frame.in.body.prompt", count: 3, sample }],
        replaced: new Map([["prompt", 2]]),
      });
    },
    onSave(format, choice, each) {
      saved.push([format, choice]);
      saving = each;
      return Promise.resolve(answer);
    },
    onClose: () => (closed += 1),
  };
  const store = fixtureStore({ events: fixtureEvents() });
  await act(async () => void stage.show({ store, share }));
  return { looked, saved, closed: () => closed, saving: () => saving! };
}
const cells = () => all(".share-fields td").map((cell) => cell.textContent);
const save = ".share .primary";

test("what leaves is listed with its count and a sample, before anything is saved", async () => {
  const { saved } = await show();
  expect(cells()).toEqual(["3", "frame.in.body.prompt", "hidden-prompt-1"]);
  expect(one(".share-fields [role=status]").textContent).toContain("1 kinds of field leave");
  expect(one(".share-fields [role=status]").textContent).toContain("prompt: 2");
  expect(saved).toEqual([]);
});

test("another choice is looked at anew, with nothing hidden in its samples", async () => {
  const { looked } = await show();
  await ask('.share [name="prompts"]');
  expect(looked.map(({ prompts }) => prompts)).toEqual([true, false]);
  expect(cells()[2]).toBe("a fox\\u202e");
});

test("saves what was chosen, and closes", async () => {
  const { saved, closed } = await show();
  type('.share [name="fields"]', "record.user_id, city,");
  await act(
    async () =>
      void one('.share [name="fields"]').dispatchEvent(
        new FocusEvent("focusout", { bubbles: true }),
      ),
  );
  await ask(save);
  const choice = { emails: true, prompts: true, signatures: true };
  expect(saved).toEqual([["trace", { ...choice, fields: ["record.user_id", "city"] }]]);
  expect(closed()).toBe(1);
});

test("says why nothing was saved, and stays", async () => {
  const { closed } = await show(both("Nothing was saved: a token.", "Nada foi salvo: um token."));
  await ask(save);
  expect(one(".share [role=alert]").textContent).toBe("Nothing was saved: a token.");
  expect(closed()).toBe(0);
});

test("says how far it is, and who closes it wants no file any more", async () => {
  const { saving } = await show(new Promise(() => {}));
  await ask(save);
  await act(async () => saving().onProgress(0.25));
  expect((one(".share progress") as HTMLProgressElement).value).toBe(0.25);
  expect(saving().signal.aborted).toBe(false);
  stage.show({ store: fixtureStore({ events: fixtureEvents() }) });
  expect(saving().signal.aborted).toBe(true);
});

test("the keys of the panel do not work in it", async () => {
  await show();
  stage.press("?", one(".share"));
  expect(all(".help")).toHaveLength(0);
});
