import type { Outlet } from "@madang/hub";

/** Keeps what was written; `full` makes it answer as a connection over its high-water mark does. */
export class FakeOutlet implements Outlet {
  readonly writes: Uint8Array[] = [];
  full = false;

  write(image: Uint8Array): boolean {
    this.writes.push(image);
    return !this.full;
  }

  /** All bytes so far, as text. */
  get text(): string {
    return Buffer.concat(this.writes).toString();
  }

  clear(): void {
    this.writes.length = 0;
  }
}
