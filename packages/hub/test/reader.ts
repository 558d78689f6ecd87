import type { Author, Item, Outlet, Person, Spelling } from "@madang/hub";

/** What a reader was given, in plain words. */
export type Heard =
  | { readonly kind: "entry"; readonly offset: number; readonly text: string; readonly key?: string }
  | { readonly kind: "relay"; readonly number: number }
  | { readonly kind: "skipped"; readonly entries: number; readonly happenings: number; readonly conflated?: number }
  | { readonly kind: "notice"; readonly text: string };

/** Spells items as JSON, so that a reader can be asked what it was given. */
export const jsonSpelling: Spelling = { key: "json", shared: true, spell };

/** The same, shared by nobody. */
export function ownSpelling(name: string): Spelling {
  return { key: `json of ${name}`, shared: false, spell };
}

/** An outlet that reads what it gets, and is full when it is told to be. */
export class Reader implements Outlet {
  readonly heard: Heard[] = [];
  full = false;
  /** It has answered false, and is owed a `drained`. */
  owed = false;
  /** Something came after it had answered false. */
  pressed = false;

  write(image: Uint8Array): boolean {
    if (this.owed) this.pressed = true;
    for (const line of Buffer.from(image).toString().split("\n"))
      if (line !== "") this.heard.push(JSON.parse(line) as Heard);
    this.owed = this.full;
    return !this.full;
  }

  get offsets(): number[] {
    return this.heard.flatMap((item) => (item.kind === "entry" ? [item.offset] : []));
  }

  get texts(): string[] {
    return this.heard.flatMap((item) => (item.kind === "entry" ? [item.text] : []));
  }

  get relays(): number[] {
    return this.heard.flatMap((item) => (item.kind === "relay" ? [item.number] : []));
  }

  get notices(): string[] {
    return this.heard.flatMap((item) => (item.kind === "notice" ? [item.text] : []));
  }

  /** How many entries it was told of as left out in favour of later ones. */
  get conflated(): number {
    return this.heard.reduce((sum, item) => sum + (item.kind === "skipped" ? (item.conflated ?? 0) : 0), 0);
  }

  /** How many entries and happenings it was told of as skipped. */
  get skipped(): { entries: number; happenings: number } {
    const sum = { entries: 0, happenings: 0 };
    for (const item of this.heard) {
      if (item.kind !== "skipped") continue;
      sum.entries += item.entries;
      sum.happenings += item.happenings;
    }
    return sum;
  }
}

export function person(author: Author): Person {
  return { author, address: "127.0.0.1", dismiss: () => undefined };
}

function spell(items: readonly Item[]): Uint8Array {
  return Buffer.from(items.map((item) => `${JSON.stringify(heard(item))}\n`).join(""));
}

function heard(item: Item): Heard {
  switch (item.kind) {
    case "entry": {
      const { offset, content, key } = item;
      return { kind: "entry", offset, text: "text" in content ? content.text : "", ...(key !== undefined && { key }) };
    }
    case "relay":
      return { kind: "relay", number: Number(item.from.name) };
    case "skipped":
      return item;
    case "joined":
    case "left":
      return { kind: "notice", text: `${item.person.name} ${item.kind}` };
    case "crowd":
      return { kind: "notice", text: `${item.joined} joined, ${item.left} left, ${item.present} present` };
    default:
      return { kind: "notice", text: item.kind };
  }
}
