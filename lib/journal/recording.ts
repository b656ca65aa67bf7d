/** What a person records: a mark in the journal, which keeps all of a tab from then on, and at its end a copy that nothing touches. */
import { allOf, emptyTotal, ONLY, RECORDED, type Recording, type Write } from "./rows.ts";

/** Begins anew; what was recorded before is thrown away. */
export async function begin(write: Write, recording: Recording): Promise<void> {
  await discard(write);
  await write.objectStore("recording").put(recording, ONLY);
}

/** Copies what is there of the tab. Does nothing when nothing is being recorded, or another tab than `only`. */
export async function stop(write: Write, until: number, only?: number): Promise<void> {
  const marks = write.objectStore("recording");
  const recording = await marks.get(ONLY);
  if (!recording || recording.until !== undefined) return;
  const { tab } = recording;
  if (only !== undefined && tab !== only) return;
  await marks.put({ ...recording, until }, ONLY);
  const batches = write.objectStore("batches");
  for (let row = await batches.openCursor(allOf(tab)); row; row = await row.continue())
    await batches.put({ ...row.value, tab: RECORDED });
  const documents = write.objectStore("documents");
  for (const row of await documents.getAll(allOf(tab)))
    await documents.put({ ...row, tab: RECORDED });
  const total = (await write.objectStore("tabs").get(tab)) ?? emptyTotal(tab);
  await write.objectStore("tabs").put({ ...total, tab: RECORDED });
}

export async function discard(write: Write): Promise<void> {
  await write.objectStore("recording").delete(ONLY);
  await write.objectStore("batches").delete(allOf(RECORDED));
  await write.objectStore("documents").delete(allOf(RECORDED));
  await write.objectStore("tabs").delete(RECORDED);
}
