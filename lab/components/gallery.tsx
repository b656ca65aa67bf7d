import type { Content } from "../lib/content.ts";

/** Every picture below the canvas, one under the other; each is loaded when it comes into view. */
export function Gallery({ nodes }: { nodes: Content["nodes"] }) {
  return (
    <section className="gallery">
      {nodes.map(({ id, data: { prompt, generated } }) => (
        <figure key={id}>
          {generated ? (
            <img src={generated.url} alt={prompt} loading="lazy" width={400} height={400} />
          ) : (
            <div />
          )}
          <figcaption>{prompt}</figcaption>
        </figure>
      ))}
    </section>
  );
}
