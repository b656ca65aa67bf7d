/** The join probe, for a page of the extension that has no button for it. */
import { joinProbe } from "../../../lib/join-probe.ts";

Object.defineProperty(window, "joinProbe", { value: joinProbe });
