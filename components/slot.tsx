import type { Job, Status, StepState } from "../lib/chain/job.ts";
import { CREATE_STEPS, STEPS, UPDATE_STEPS, type StepId } from "../lib/chain/profile.ts";
import { drawings } from "./marks.tsx";

interface SlotProps {
  status: Status;
  step?: StepId;
  large?: boolean;
  x?: number;
  y?: number;
}

/** The mark of one status. Stands alone or inside a strip, there at `x`, `y`. */
export function Slot({ status, step, large, x, y }: SlotProps) {
  const scale = large ? 1.5 : 1;
  return (
    <svg
      className="mark"
      data-status={status}
      data-step={step}
      viewBox="0 0 10 12"
      width={10 * scale}
      height={12 * scale}
      x={x}
      y={y}
      aria-hidden="true"
    >
      {drawings[status]}
    </svg>
  );
}

const PITCH = 11;
const GAP = 9;

/** Where the slot of a step stands in a strip, in px. */
function slotX(step: StepId): number {
  const create = (CREATE_STEPS as readonly string[]).indexOf(step);
  if (create >= 0) return create * PITCH;
  const update = (UPDATE_STEPS as readonly string[]).indexOf(step);
  return CREATE_STEPS.length * PITCH + GAP + update * PITCH;
}

/** The step whose slot is at `x` px of a strip of natural size. */
export function stepAt(x: number): StepId | undefined {
  return STEPS.find((step) => x >= slotX(step) - 0.5 && x < slotX(step) - 0.5 + PITCH);
}

interface StripProps {
  slots: readonly Pick<StepState, "step" | "status">[];
  /** The step whose column is tinted. */
  column?: StepId | undefined;
  label: string;
  /** As wide as there is room, for the picker. */
  wide?: boolean;
}

/** The nineteen slots of a job, always in the same places. */
export function Strip({ slots, column, label, wide }: StripProps) {
  return (
    <svg
      className="strip"
      role="img"
      aria-label={label}
      {...(wide ? { viewBox: "-1 0 220 22" } : undefined)}
    >
      {column && <rect className="band" x={slotX(column) - 0.5} width={PITCH} height={22} />}
      {slots.map(({ step, status }) => (
        <Slot key={step} step={step} status={status} x={slotX(step)} y={5} />
      ))}
    </svg>
  );
}

/** All steps of a job, in the order of the slots. */
export const stepsOf = (job: Job): StepState[] => [...job.create, ...job.update];

interface StripHeadProps {
  column?: StepId | undefined;
  create: string;
  update: string;
}

/** Numbers of the columns. U11 has none, for want of room, unless it is the selected one. */
export function StripHead({ column, create, update }: StripHeadProps) {
  return (
    <svg className="strip head-strip" aria-hidden="true">
      <text className="axis name" x={0} y={11}>
        {create}
      </text>
      <text className="axis name" x={slotX("U1")} y={11}>
        {update}
      </text>
      {[...CREATE_STEPS, ...UPDATE_STEPS].map((step) => {
        const hidden = step === "U11" ? column !== "U11" : column === "U11" && /U1[02]/.test(step);
        if (hidden) return undefined;
        const name = step === column ? "axis on" : "axis";
        return (
          <text key={step} className={name} x={slotX(step) + 5} y={25}>
            {step.slice(1)}
          </text>
        );
      })}
    </svg>
  );
}
