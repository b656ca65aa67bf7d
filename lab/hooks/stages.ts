/** Moments of a job that parts of the page tell each other. */
export type Stage =
  /** Generate was pressed, the action is not called yet. */
  | "asked"
  /** The action has answered. */
  | "answered"
  | "inserted"
  | "completed"
  /** The project's own frame was handled. */
  | "refreshed";

type Listener = (stage: Stage) => Promise<void> | void;

export interface Stages {
  /** Resolves when everybody who listens has done what there was to do. */
  announce(stage: Stage): Promise<void>;
  /** Returns the function that ends it. */
  on(listener: Listener): () => void;
}

export function createStages(): Stages {
  const listeners = new Set<Listener>();
  return {
    async announce(stage) {
      await Promise.all([...listeners].map(async (listener) => await listener(stage)));
    },
    on(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
