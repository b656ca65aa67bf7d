interface Message {
  topic: string;
  event: string | null;
}

/**
 * What is sent when a message of the database is read. Realtime promises neither once nor in order; two faults take it at
 * its word: `realtime.duplicates` sends all twice, `realtime.inserts-late` keeps an INSERT until its topic has an UPDATE.
 */
export function disturbance<M extends Message>() {
  const kept = new Map<string, M[]>();
  return (faults: ReadonlySet<string>, message: M): M[] => {
    if (faults.has("realtime.duplicates")) return [message, message];
    if (!faults.has("realtime.inserts-late")) return [message];
    const { topic, event } = message;
    const waiting = kept.get(topic) ?? [];
    if (event === "INSERT") {
      kept.set(topic, [...waiting, message]);
      return [];
    }
    kept.delete(topic);
    return [message, ...waiting];
  };
}
