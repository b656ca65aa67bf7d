/** What a healthy session may look like, drawn at random: every time is within the budget of its hop. All times in ms. */
import * as fc from "fast-check";

const ms = (min: number, max: number) => fc.integer({ min, max });
const rarely = ms(0, 9).map((n) => n === 0);
const sometimes = <T>(arbitrary: fc.Arbitrary<T>, rest = 4) =>
  fc.oneof({ arbitrary: fc.constant(null), weight: rest }, { arbitrary, weight: 1 });

/** How long each hop of one job takes, and what else happens to it. */
const hops = fc.record({
  flow: fc.constantFrom("v1" as const, "v2" as const),
  debug: rarely,
  start: ms(0, 8_000),
  /** From the click to the action's answer and to the frame, whichever comes first. */
  answer: ms(30, 4_000),
  insert: ms(20, 4_000),
  queued: ms(2, 800),
  provider: fc.oneof(ms(200, 8_000), ms(200, 45_000)),
  save: ms(10, 3_500),
  handler: ms(1, 300),
  request: ms(10, 1_000),
  rendered: ms(1, 400),
  shown: ms(5, 2_000),
  /** The UPDATE's frame overtakes the INSERT's. */
  overtakes: rarely,
  /** Every frame comes again so much later. */
  twice: sometimes(ms(1, 400)),
  /** The project API fails once, and SWR asks again so much later. */
  retry: sometimes(ms(200, 800)),
  /** It fills the node of the job before it. */
  sameNode: rarely,
});

/** What happens in the page meanwhile. */
const around = fc.record({
  strict: fc.boolean(),
  /** SWR throws an answer away when a later request overtakes it. */
  discards: fc.boolean(),
  otherTab: sometimes(ms(-3_000, 6_000), 2),
  /** While nothing is due, the page is loaded again or the socket is cut: for how long. */
  quiet: sometimes(
    fc.record({ way: fc.constantFrom("reload" as const, "reconnect" as const), ms: ms(50, 3_000) }),
    1,
  ),
  focus: fc.array(ms(0, 40_000), { maxLength: 3 }),
  hidden: sometimes(fc.record({ from: ms(0, 30_000), ms: ms(100, 20_000) })),
  refresh: sometimes(ms(0, 40_000), 2),
  /** Events that the relay dropped: where, as a part of the log, and how many. */
  lost: sometimes(fc.record({ where: ms(0, 999), count: ms(1, 40) })),
});

const drawn = (jobs: number) =>
  fc.record({ jobs: fc.array(hops, { minLength: jobs, maxLength: jobs }), page: around });

type Drawn<T> = T extends fc.Arbitrary<infer V> ? V : never;
export type Hops = Drawn<typeof hops>;
export type Weather = Drawn<ReturnType<typeof drawn>>;

/** Sessions of so many jobs. */
export const weather = (jobs: number): fc.Arbitrary<Weather> => drawn(jobs);
