/** Calls an action as Next does and reads its answer piece by piece. */
import { createRoot } from "react-dom/client";

const account = { parts: [] as string[], done: false };
const root = createRoot(document.body.appendChild(document.createElement("main")));

async function act(path: string) {
  Object.assign(account, { parts: [], done: false });
  const headers = { accept: "text/x-component", "next-action": "abc" };
  const answer = await fetch(path, { method: "POST", headers, body: "[]" });
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    account.parts.push(value);
  }
  account.done = true;
}
const show = (id: string) => root.render(<li data-job={id} />);

Object.assign(window, { account, act, show });
