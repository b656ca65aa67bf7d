import type { IncomingMessage, ServerResponse } from "node:http";
import type { Lab } from "./lib/lab.ts";
import type { FaultName } from "./scenarios.ts";

type Intercept = (request: IncomingMessage, response: ServerResponse) => "answered" | "passed";

const isAction = ({ method, headers }: IncomingMessage): boolean =>
  method === "POST" && headers["next-action"] !== undefined;

const isPage = ({ method, url = "" }: IncomingMessage): boolean =>
  method === "GET" && url.startsWith("/projects/");

/** What breaks between the browser and the app, as a proxy or a server's configuration would. */
const intercepts: Partial<Record<FaultName, Intercept>> = {
  "action.connection-lost": (request) => {
    if (!isAction(request)) return "passed";
    request.socket.destroy();
    return "answered";
  },
  "action.500": (request, response) => {
    if (!isAction(request)) return "passed";
    response.writeHead(500, { "content-type": "text/html" });
    response.end("<h1>500 Internal Server Error</h1>");
    return "answered";
  },
  "image.csp": (request, response) => {
    if (isPage(request)) response.setHeader("content-security-policy", "img-src data:");
    return "passed";
  },
};

/** Lets the faults have a request first. `answered`: the app must not see it. */
export function interceptor({ lab }: { lab: Lab }): Intercept {
  // What the browser has kept of a cached API would outlive the scenario.
  let cachedBy: string | undefined;
  return (request, response) => {
    if (isPage(request) && cachedBy !== undefined && cachedBy !== lab.run) {
      response.setHeader("clear-site-data", '"cache"');
      cachedBy = undefined;
    }
    if (lab.faults.has("project-api.http-cache")) cachedBy = lab.run;
    const outcomes = [...lab.faults].map(
      (fault) => intercepts[fault]?.(request, response) ?? "passed",
    );
    return outcomes.includes("answered") ? "answered" : "passed";
  };
}
