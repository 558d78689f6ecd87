import type { Entry } from "./entry.ts";
import type { Happening } from "./happening.ts";
import type { Position } from "./position.ts";

/** What a room hands out: its entries, and what happens between them. */
export type Item = Entry | Happening;

/**
 * One way to write items down, framing included. Two spellings with the same `key` write the same bytes for the same
 * items; members who share a key share the image. `spell` keeps nothing of `items`, answers an image that nobody may
 * change, empty when there is nothing to say, and never throws.
 */
export interface Spelling {
  readonly key: string;
  /** False: the key is one connection's own, its images are of use to nobody else and are not kept. */
  readonly shared: boolean;
  spell(items: readonly Item[]): Uint8Array;
  /**
   * Where a protocol tells its readers that nothing is left: how items are spelled that bring a reader to the head. It
   * has a key of its own, since whoever reads the same items later may have more before it.
   */
  readonly live?: Spelling;
  /** The same for a reader who has come to the head without an item; `at` is where it stands. */
  arrived?(at: Position): Uint8Array;
}
