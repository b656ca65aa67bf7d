/** A broadcast as the client hands it over. */
export interface Message {
  event: string;
  payload: Record<string, unknown>;
}

/** What the database says of a row. */
interface Change<Row> {
  operation: string | undefined;
  record: Row | null | undefined;
  old: Row | null | undefined;
}

export type Reader = <Row>(message: Message) => Change<Row>;

/** Reads what `realtime.broadcast_changes` sends. */
export const readBroadcast: Reader = <Row>({ payload }: Message) => {
  const { operation, record, old_record } = payload as {
    operation: string;
    record: Row | null;
    old_record: Row | null;
  };
  return { operation, record, old: old_record };
};
