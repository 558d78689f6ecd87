/** How long a room keeps its entries: for good, for `days` days, or not at all. */
export type Retention = "forever" | "volatile" | { readonly days: number };

/** What the operator says of a room. */
export interface RoomSettings {
  readonly retention: Retention;
  /** False: nothing is passed on in it that is not kept, bytes and events of applications. True when not said. */
  readonly relay?: boolean;
}

export interface RoomRecord extends RoomSettings {
  readonly name: string;
}

/** Which rooms there are. All answers are durable. */
export interface Registry {
  find(name: string): Promise<RoomRecord | undefined>;
  /** In the order of their names, by code point. */
  rooms(): Promise<readonly RoomRecord[]>;
  /** Makes a room, or changes one. Rejects with `StoreRefusal`. */
  put(name: string, settings: RoomSettings): Promise<"made" | "changed">;
}

const DAYS = /^([1-9]\d{0,4})d$/;

/** Reads `forever`, `volatile` or `30d`; undefined for anything else. At most 99,999 days. */
export function parseRetention(text: string): Retention | undefined {
  if (text === "forever" || text === "volatile") return text;
  const days = DAYS.exec(text)?.[1];
  return days === undefined ? undefined : { days: Number(days) };
}

/** The text that `parseRetention` reads. */
export function formatRetention(retention: Retention): string {
  return typeof retention === "string" ? retention : `${retention.days}d`;
}
