/** What a file may ask of its reader. No honest trace comes near. */
export interface TraceLimits {
  /** Bytes of its text. */
  text: number;
  /** Bytes of text for one compressed byte, once there are `ratioFrom` of them: gzip gives up to 1,032, logs about 10. */
  ratio: number;
  ratioFrom: number;
  /** UTF-16 units in a line. The largest frame that Realtime takes has 3 MB. */
  line: number;
}

export const traceLimits: TraceLimits = {
  text: 4 * 1024 ** 3,
  ratio: 400,
  ratioFrom: 16 * 1024 ** 2,
  line: 32 * 1024 ** 2,
};
