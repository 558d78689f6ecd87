import type { Turn } from "../src/turnstile.ts";

/** Turns that end when they are told to, as `NodeTurn` has them. */
export function manualTurn(): Turn & { end(): void } {
  const calls: (() => void)[] = [];
  const later: (() => void)[] = [];
  return {
    atEnd: (call) => void calls.push(call),
    next: (call) => void later.push(call),
    end() {
      for (let call = calls.shift(); call !== undefined; call = calls.shift()) call();
      calls.push(...later.splice(0));
    },
  };
}
