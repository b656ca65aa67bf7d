/** All rules, in the order in which they are asked: proof before strong signs, the particular before the general. */
import { r01 } from "./r01.ts";
import { r02 } from "./r02.ts";
import { r03 } from "./r03.ts";
import { r04 } from "./r04.ts";
import { r05 } from "./r05.ts";
import { r06 } from "./r06.ts";
import { r07 } from "./r07.ts";
import { r08 } from "./r08.ts";
import { r09 } from "./r09.ts";
import { r10 } from "./r10.ts";
import { r11 } from "./r11.ts";
import { r12 } from "./r12.ts";
import { r13 } from "./r13.ts";
import { r14 } from "./r14.ts";
import { r15 } from "./r15.ts";
import { r16 } from "./r16.ts";
import { r17 } from "./r17.ts";
import { r18 } from "./r18.ts";
import { r19 } from "./r19.ts";
import { r20 } from "./r20.ts";
import { r21 } from "./r21.ts";
import { r22 } from "./r22.ts";
import { r23 } from "./r23.ts";
import { r24 } from "./r24.ts";
import { r25 } from "./r25.ts";
import { r26 } from "./r26.ts";
import { r27 } from "./r27.ts";
import { r28 } from "./r28.ts";
import { r29 } from "./r29.ts";
import { r30 } from "./r30.ts";
import { r31 } from "./r31.ts";
import { r32 } from "./r32.ts";
import { r33 } from "./r33.ts";
import { r34 } from "./r34.ts";
import { r35 } from "./r35.ts";
import { r36 } from "./r36.ts";
import { r37 } from "./r37.ts";
import { r38 } from "./r38.ts";
import { r39 } from "./r39.ts";
import { r40 } from "./r40.ts";
import { r41 } from "./r41.ts";
import { r42 } from "./r42.ts";
import { r43 } from "./r43.ts";
import { r44 } from "./r44.ts";
import { r45 } from "./r45.ts";
import { r46 } from "./r46.ts";
import { r47 } from "./r47.ts";
import { r48 } from "./r48.ts";
import { r49 } from "./r49.ts";
import { r50 } from "./r50.ts";
import { r51 } from "./r51.ts";
import { r52 } from "./r52.ts";
import { r53 } from "./r53.ts";
import { r54 } from "./r54.ts";
import { r55 } from "./r55.ts";
import { r56 } from "./r56.ts";
import { r57 } from "./r57.ts";
import { r58 } from "./r58.ts";
import { r59 } from "./r59.ts";
import { r60 } from "./r60.ts";
import { r61 } from "./r61.ts";
import { r62 } from "./r62.ts";
import { r63 } from "./r63.ts";
import { r64 } from "./r64.ts";
import { r65 } from "./r65.ts";
import { r66 } from "./r66.ts";
import { r67 } from "./r67.ts";
import { r68 } from "./r68.ts";
import { r69 } from "./r69.ts";
import { r70 } from "./r70.ts";
import { r71 } from "./r71.ts";
import { r72 } from "./r72.ts";
import { r73 } from "./r73.ts";
import { refused } from "./refused.ts";
import { stuck } from "./stuck.ts";
import { unplaced } from "./unplaced.ts";
import type { Rule } from "./rule.ts";

export const order: Rule[] = [
  r41,
  r46,
  r59,
  r58,
  r48,
  r49,
  r39,
  r03,
  r02,
  r30,
  r04,
  r31,
  r32,
  r33,
  r34,
  refused,
  r56,
  r62,
  r53,
  r55,
  r61,
  r28,
  r24,
  r15,
  r05,
  r06,
  stuck,
  unplaced,
  r72,
  r01,
  r14,
  r29,
  r54,
  r07,
  r16,
  r08,
  r11,
  r10,
  r09,
  r51,
  r63,
  r73,
  r64,
  r22,
  r43,
  r12,
  r71,
  r50,
  r23,
  r69,
  r66,
  r70,
  r65,
  r21,
  r13,
  r44,
  r67,
  r68,
  r19,
  r60,
  r20,
  r36,
  r17,
  r18,
  r40,
  r35,
  r37,
  r38,
  r42,
  r45,
  r47,
  r52,
  r57,
  r25,
  r26,
  r27,
];
