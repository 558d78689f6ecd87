import { Hub, type HubPorts, type Room, type Store } from "@madang/hub";

/** A hub that lets those who come back hear what is new first, and what they missed afterwards. */
export class HastyHub extends Hub {
  readonly #store: Store;
  readonly #spoiled = new WeakSet<Room>();

  constructor(ports: HubPorts, store: Store) {
    super(ports);
    this.#store = store;
  }

  override async room(name: string): Promise<Room | undefined> {
    const room = await super.room(name);
    if (room !== undefined && !this.#spoiled.has(room)) this.#spoil(room);
    return room;
  }

  #spoil(room: Room): void {
    this.#spoiled.add(room);
    const join = room.join.bind(room);
    room.join = (reader, from) => {
      const { offset } = room.head;
      const member = join(reader);
      if (from === undefined || from === offset) return member;
      void this.#store.read(room.name, from, offset - from).then((missed) => {
        if (!member.gone && missed.length > 0) reader.outlet.write(reader.spelling.spell(missed));
      });
      return member;
    };
  }
}
