/** Pages of every kind. Each opens a socket by hand and joins a topic that is called like the page. */

/** A script that joins `topic`, whatever its document's own address is. */
export const speak = (topic: string, host: string): string => `{
  const socket = new WebSocket("ws://${host}/websocket?vsn=2.0.0");
  socket.onopen = () => socket.send(JSON.stringify(["1", "1", "realtime:${topic}", "phx_join", {}]));
}`;

const document = (title: string, script: string, rest = ""): string =>
  `<!doctype html><title>${title}</title><body>${rest}<script>${script}</script>`;

/** A document as a string in a script. */
const quoted = (html: string): string => JSON.stringify(html).replaceAll("</script", "<\\/script");

function framesScript(host: string): string {
  const inner = (topic: string) => quoted(document(topic, speak(topic, host)));
  return `
    const add = (set) => {
      const frame = document.createElement("iframe");
      set(frame);
      document.body.append(frame);
      return frame;
    };
    const sandboxed = (set) => add((frame) => { frame.sandbox = "allow-scripts"; set(frame); });
    add((frame) => { frame.src = "/same"; });
    add((frame) => { frame.srcdoc = ${inner("srcdoc")}; });
    add((frame) => { frame.src = URL.createObjectURL(new Blob([${inner("blob")}], { type: "text/html" })); });
    add(() => {}).contentWindow.eval(${JSON.stringify(speak("blank", host))});
    sandboxed((frame) => { frame.src = "/sandboxed"; });
    sandboxed((frame) => { frame.srcdoc = ${inner("sandboxed-srcdoc")}; });
    add((frame) => { frame.src = "/nest"; });
    ${speak("top", host)}`;
}

/** The page at `path`; the ones that are not named here only join. */
export function pageAt(path: string, host: string): string {
  const { pathname } = new URL(path, "http://localhost");
  const name = pathname.slice(1) || "first";
  switch (name) {
    case "frames":
      return document(name, framesScript(host));
    case "embeds":
      return document(name, "", `<iframe src="http://${host}/embedded"></iframe>`);
    case "nest":
      return document(name, "", '<iframe src="/nested"></iframe>');
    case "prerenders":
      return document(name, speak(name, host), '<a href="/next">next</a>');
    case "next":
      return document(name, speak(name, host), '<iframe src="/in-next"></iframe>');
    case "kept": {
      const again = `addEventListener("pageshow", ({ persisted }) => { if (persisted) ${speak("again", host)} })`;
      return document(name, `${speak(name, host)}\n${again}`, '<iframe src="/in-kept"></iframe>');
    }
    default:
      return document(name, speak(name, host));
  }
}
