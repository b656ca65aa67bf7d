import { scenarios } from "../../../scenarios.ts";

export const dynamic = "force-dynamic";
export const GET = (): Response => Response.json(scenarios);
