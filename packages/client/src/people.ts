import type { Came, CrowdMessage, Here, Joined, PersonObject, Went } from "@madang/wire/native";

/** Who is in a room: by name, or only how many. */
export class People {
  #named: Map<string, PersonObject> | undefined;
  #present = 0;

  get list(): readonly PersonObject[] {
    return [...(this.#named?.values() ?? [])];
  }

  get present(): number {
    return this.#named?.size ?? this.#present;
  }

  joined({ people, present }: Joined | Here): void {
    this.#named = people && new Map(people.map((person) => [keyOf(person), person]));
    this.#present = present;
  }

  came({ person }: Came): void {
    if (this.#named === undefined) this.#present += 1;
    else this.#named.set(keyOf(person), person);
  }

  went({ person }: Went): void {
    if (this.#named === undefined) this.#present = Math.max(0, this.#present - 1);
    else this.#named.delete(keyOf(person));
  }

  crowd({ present }: CrowdMessage): void {
    this.#named = undefined;
    this.#present = present;
  }
}

/** Tells people apart as the server does: the signed in by id, guests by name. */
export function keyOf({ kind, id, name }: PersonObject): string {
  return `${kind}\n${id ?? name}`;
}
