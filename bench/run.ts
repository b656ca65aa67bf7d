/** `npm run bench`: what the core costs; `npm run bench -- page`: what a page pays. */
const suites: Record<string, string> = { core: "./core.ts", page: "./page.ts" };

const [name = "core"] = process.argv.slice(2);
const suite = suites[name];
if (!suite) throw new Error(`There is no ${name}; there are ${Object.keys(suites).join(", ")}.`);
await import(suite);
