import { expect, test } from "vitest";
import { fakeBrowser } from "./browser.fixture.ts";
import { switchedOn } from "./grants.ts";
import { lookAtSites } from "./look.ts";
import { siteOf } from "./site.ts";

test.each([
  ["https://example.com", "https://example.com"],
  ["https://user:secret@example.com:8443/a?b#c", "https://example.com"],
  ["HTTP://EXAMPLE.com", "http://example.com"],
  ["https://bücher.example", "https://xn--bcher-kva.example"],
  ["http://[::1]:3000", "http://[::1]"],
])("%s is of %s", (address, site) => expect(siteOf(address)).toBe(site));

test.each([
  "null",
  "",
  "chrome://extensions",
  "file:///home/ada",
  "javascript:alert(1)",
  "https://",
  "https://*/*",
  "https://*.com",
  "https://exa\u202Emple.com",
  `https://${"a.".repeat(200)}example`,
  undefined,
  null,
  7,
  { toString: () => "https://example.com" },
  ["https://example.com"],
])("%j is no site", (address) => expect(siteOf(address)).toBeUndefined());

test("the list has what a person granted, once and by name", async () => {
  const granted = [
    "https://b.example/*",
    "https://a.example/*",
    "*://*.wide.example/*",
    "file:///*",
  ];
  expect(await switchedOn(fakeBrowser({ granted }).permissions)).toEqual([
    "*://*.wide.example",
    "https://a.example",
    "https://b.example",
  ]);
});

test.each([
  ["http://localhost", "always"],
  ["https://a.example", "on"],
  ["http://a.example", "off"],
  ["https://b.example", "off"],
  [undefined, "none"],
])("%s is %s", async (here, state) => {
  const { permissions } = fakeBrowser({ granted: ["https://a.example/*"] });
  expect(await lookAtSites(permissions, here)).toEqual({
    here,
    state,
    list: ["https://a.example"],
  });
});
