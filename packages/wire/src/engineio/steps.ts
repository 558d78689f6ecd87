import type { EngineError } from "./engine-error.ts";
import type { Step } from "./step.ts";

/** The steps that one call of a session gathers. */
export class Steps<Link, Data> {
  #steps: Step<Link, Data>[] = [];

  add(step: Step<Link, Data> | undefined): void {
    if (step !== undefined) this.#steps.push(step);
  }

  end(to: Link | undefined): void {
    if (to !== undefined) this.#steps.push({ kind: "end", to });
  }

  refuse(to: Link, error: EngineError): void {
    this.#steps.push({ kind: "refuse", to, error });
  }

  /** All of them, in order; the next call begins anew. */
  take(): readonly Step<Link, Data>[] {
    const steps = this.#steps;
    if (steps.length > 0) this.#steps = [];
    return steps;
  }
}
