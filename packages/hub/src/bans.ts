/** Whom the operator keeps out: a name (every kind of author that bears it) or an IP address. */
export interface Ban {
  readonly kind: "name" | "address";
  readonly value: string;
}

/** Where bans are kept. All answers are durable; rejects with `StoreRefusal`. */
export interface BanStore {
  bans(): Promise<readonly Ban[]>;
  /** False: it stood already. */
  ban(ban: Ban): Promise<boolean>;
  /** False: there was none. */
  lift(ban: Ban): Promise<boolean>;
}
