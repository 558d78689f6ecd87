import { setTimeout as after } from "node:timers/promises";
import type { Company } from "../cast/company.ts";
import { Dice } from "../dice.ts";
import type { Happening } from "../plan.ts";
import type { Network } from "../proxy/network.ts";
import type { Disk } from "./disk.ts";
import { type Journal, seconds } from "./journal.ts";
import type { Keeper } from "./keeper.ts";

/** What happenings happen to. */
export interface Scene {
  readonly keeper: Keeper;
  readonly network: Network;
  readonly disk: Disk;
  readonly company: Company;
  readonly journal: Journal;
}

/** Lets a plan happen. */
export class Director {
  readonly #scene: Scene;
  readonly #dice: Dice;
  readonly counts = { cuts: 0, halfCuts: 0, stops: 0, disk: 0, moves: 0 };

  constructor(scene: Scene, seed: number) {
    this.#scene = scene;
    this.#dice = new Dice(seed, "director");
  }

  /** Resolves when all has happened, and is over. */
  async direct(plan: readonly Happening[], length: number): Promise<void> {
    const begun = performance.now();
    const until = (at: number): Promise<void> => after(Math.max(0, begun + at - performance.now()));
    const under: Promise<void>[] = [];
    for (const happening of plan) {
      await until(happening.at);
      under.push(this.#happen(happening));
    }
    await until(length);
    this.#scene.keeper.spare();
    await Promise.all(under);
  }

  async #happen(happening: Happening): Promise<void> {
    const { keeper, journal, company } = this.#scene;
    switch (happening.kind) {
      case "kill":
        await keeper.kill(happening.down, "open");
        if (happening.soon === undefined) return;
        await after(happening.soon);
        return keeper.kill(0, "now");
      case "restart":
        return keeper.restart();
      case "links":
        return this.#links(happening);
      case "disk":
        return this.#disk(happening);
      case "move": {
        const movers = company.move(happening.share, this.#dice);
        this.counts.moves += movers;
        journal.note(`${movers} change their transport`);
      }
    }
  }

  #links({ fault, share, way, ms }: Happening & { kind: "links" }): void {
    const { network, journal } = this.#scene;
    const sick = network.roads.filter(() => this.#dice.chance(share));
    journal.note(`${fault} ${way} for ${seconds(ms)}: ${sick.length} connections`);
    for (const road of sick) road.suffer(fault, way, ms);
    if (fault === "reset" || fault === "end") this.counts.cuts += sick.length;
    else if (fault === "half-cut" || fault === "half-end") this.counts.halfCuts += sick.length;
    else this.counts.stops += sick.length;
  }

  async #disk({ how, ms }: Happening & { kind: "disk" }): Promise<void> {
    const { disk, keeper, journal } = this.#scene;
    if (!disk.fail(how, keeper.pid)) return;
    this.counts.disk++;
    journal.note(`the disk is ${how} for ${seconds(ms)}`);
    await after(ms);
    disk.heal(keeper.pid);
    journal.note("the disk is well");
  }
}
