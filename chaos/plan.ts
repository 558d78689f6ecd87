import { Dice } from "./dice.ts";

/** What can be done to a connection. */
export const LINK_FAULTS = ["reset", "end", "half-cut", "half-end", "stop", "delay", "trickle", "narrow"] as const;
export type LinkFault = (typeof LINK_FAULTS)[number];

/** Something that goes wrong, `at` milliseconds after the begin. */
export type Happening =
  /** SIGKILL; a new server starts `down` ms later. A `soon` number of ms after that it is killed again, perhaps before it is open. */
  | { readonly at: number; readonly kind: "kill"; readonly down: number; readonly soon: number | undefined }
  /** SIGTERM: the server says goodbye to everybody; a new one starts when it has ended. */
  | { readonly at: number; readonly kind: "restart" }
  /** Some connections meet a fault for `ms`; `way` says which direction is the sick one, where there is one. */
  | {
      readonly at: number;
      readonly kind: "links";
      readonly fault: LinkFault;
      readonly share: number;
      readonly way: "up" | "down";
      readonly ms: number;
    }
  /** The disk takes nothing for `ms`: it is full, or does not confirm. */
  | { readonly at: number; readonly kind: "disk"; readonly how: "full" | "unconfirmed"; readonly ms: number }
  /** So large a share of readers and writers changes to another transport. */
  | { readonly at: number; readonly kind: "move"; readonly share: number };

export type Kind = Happening["kind"];

/** Mean milliseconds between two happenings of a kind. */
const PACE: Readonly<Record<Kind, number>> = { kill: 2400, restart: 14_000, links: 350, disk: 9000, move: 1500 };
/** Mean milliseconds from one kill to the next, the longer lives of some servers included. */
export const KILL_EVERY_MS = 3500;
/** The first second is left alone, so that everybody has begun. */
const QUIET_MS = 1000;

/** Everything that will go wrong in a run of so many milliseconds: the same for the same seed and `killEvery`. */
export function plan(seed: number, length: number, killEvery: number = KILL_EVERY_MS): Happening[] {
  const kinds = Object.keys(PACE) as Kind[];
  const all = kinds.flatMap((kind) => {
    const stretch = kind === "kill" ? killEvery / KILL_EVERY_MS : 1;
    return happenings(kind, new Dice(seed, kind), { length, stretch });
  });
  return all.sort((a, b) => a.at - b.at);
}

function happenings(
  kind: Kind,
  dice: Dice,
  { length, stretch }: { readonly length: number; readonly stretch: number },
): Happening[] {
  const found: Happening[] = [];
  const pause = (): number => Math.round(stretch * (PACE[kind] * (0.2 + 1.6 * dice.share()) + rest(kind, dice)));
  for (let at = QUIET_MS + pause(); at < length; at += pause()) found.push(happening(kind, at, dice));
  return found;
}

/** Some servers live longer: what takes a while, such as being slow, has its time then. */
function rest(kind: Kind, dice: Dice): number {
  return kind === "kill" && dice.chance(0.2) ? dice.between(3000, 8000) : 0;
}

function happening(kind: Kind, at: number, dice: Dice): Happening {
  switch (kind) {
    case "kill":
      return { at, kind, down: dice.between(0, 300), soon: dice.chance(0.15) ? dice.between(20, 700) : undefined };
    case "restart":
      return { at, kind };
    case "links":
      return link(at, dice);
    case "disk":
      return { at, kind, how: dice.pick(["full", "unconfirmed"]), ms: dice.between(200, 1800) };
    case "move":
      return { at, kind, share: 0.05 + dice.share() * 0.4 };
  }
}

function link(at: number, dice: Dice): Happening {
  const fault = dice.pick(LINK_FAULTS);
  const share = dice.chance(0.1) ? 1 : 0.02 + dice.share() * 0.2;
  // A server notices a slow reader when the system's buffers are full, which takes seconds.
  if (fault === "narrow") return { at, kind: "links", fault, share, way: "down", ms: dice.between(3000, 12_000) };
  const ms = dice.between(50, dice.chance(0.2) ? 5000 : 1000);
  return { at, kind: "links", fault, share, way: dice.pick(["up", "down"]), ms };
}
