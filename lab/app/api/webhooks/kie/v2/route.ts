export { POST } from "../route.v2.ts";
