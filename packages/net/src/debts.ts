/** 15 s between two looks at who is owed bytes. */
export const LOOK_MS: number = 15_000;
/** 60 s, and up to one look more, without a byte taken. */
const MAX_LOOKS = 4;

/** Somebody to whom bytes are on their way. */
export interface Creditor {
  /** Bytes that the kernel has not taken yet. */
  readonly owed: number;
  /** A number that changes whenever it takes some. */
  readonly taken: number;
}

interface Debt {
  taken: number;
  looks: number;
}

/** Who is owed bytes and does not take them. Nothing is kept of those who are owed nothing. */
export class Debts<T extends Creditor> {
  readonly #debts = new Map<T, Debt>();

  /** Those who have not taken a byte for the time allowed. */
  look(creditors: Iterable<T>): T[] {
    const stalled: T[] = [];
    for (const creditor of creditors) if (this.#isStalled(creditor)) stalled.push(creditor);
    return stalled;
  }

  forget(creditor: T): void {
    this.#debts.delete(creditor);
  }

  #isStalled(creditor: T): boolean {
    const { owed, taken } = creditor;
    const debt = this.#debts.get(creditor);
    if (owed === 0) {
      if (debt !== undefined) this.#debts.delete(creditor);
      return false;
    }
    if (debt === undefined) {
      this.#debts.set(creditor, { taken, looks: 0 });
      return false;
    }
    debt.looks = debt.taken === taken ? debt.looks + 1 : 0;
    debt.taken = taken;
    return debt.looks >= MAX_LOOKS;
  }
}
