import { type Author, authorKey, type Chance } from "@madang/hub";

/** What only this server, or another one of the same operator, can make of a text, and makes again after a restart. */
export interface Seal {
  sign(text: string): string;
}

/**
 * The `pid` of connection state recovery: it names the person, and a client that gives it back, byte for byte, is told by
 * getting it back that it has been recovered. It is no login: who gives it is known by their login all the same. It says
 * nothing of rooms: those, and where each stands, are in the offset.
 */
export class Passes {
  readonly #seal: Seal;
  readonly #chance: Chance;

  constructor(seal: Seal, chance: Chance) {
    this.#seal = seal;
    this.#chance = chance;
  }

  /** A new one every time: a client that has not been recovered sees that by it. */
  issue({ kind, name, id }: Author): string {
    const said = `${this.#chance.id()}.${encodeURIComponent(JSON.stringify({ kind, name, id }))}`;
    return `${said}.${this.#seal.sign(said)}`;
  }

  /** Whom a pid names; undefined when it was not issued here. */
  read(pid: string): Author | undefined {
    const dot = pid.lastIndexOf(".");
    const said = pid.slice(0, Math.max(0, dot));
    // Signatures of signatures: how long their comparison takes tells nothing.
    const [given, right] = [pid.slice(dot + 1), this.#seal.sign(said)].map((text) => this.#seal.sign(text));
    if (given !== right) return undefined;
    return JSON.parse(decodeURIComponent(said.slice(said.indexOf(".") + 1))) as Author;
  }
}

/** Whether they are one person, by the same name. */
export function isSame(a: Author | undefined, b: Author): boolean {
  return a !== undefined && authorKey(a) === authorKey(b);
}
