import { expect, test } from "vitest";
import { createContext } from "./context.fixture.ts";
import { tapPage } from "./page.ts";

/** What the tap says of a page that begins like this. */
function begin(document: { visibilityState: string; prerendering?: boolean }) {
  const page = Object.assign(new EventTarget(), {
    document: Object.assign(new EventTarget(), document),
    location: { href: "http://localhost/" },
    Map,
    performance,
  });
  const { context, said, stop } = createContext(page);
  tapPage.start(context);
  stop();
  return said;
}

test("a page that begins hidden says so, one that is shown or prerendered does not", () => {
  expect(begin({ visibilityState: "hidden" })).toEqual([
    { kind: "page.visibility", state: "hidden" },
  ]);
  expect(begin({ visibilityState: "visible" })).toEqual([]);
  expect(begin({ visibilityState: "hidden", prerendering: true })).toEqual([]);
});
