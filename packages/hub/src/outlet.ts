/**
 * Where a member's bytes go. False: it is over its high-water mark. These bytes are taken all the same, nothing more is
 * written until the owner calls `Room.drained`. While it runs, `write` may have its own member leave and nothing else:
 * of what it finds out about its connection it tells the room later.
 */
export interface Outlet {
  write(image: Uint8Array): boolean;
}
