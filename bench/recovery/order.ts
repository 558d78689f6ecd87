/** Where somebody stood when it went away. */
export interface Place {
  readonly offset: number;
  readonly position: string;
}

/** What the crowd is asked for, as a line of JSON on its stdin. */
export interface CrowdOrder {
  readonly transport: string;
  readonly port: number;
  readonly clients: number;
  /** The clients stand at these in turn. */
  readonly places: readonly Place[];
  /** The last entry that they have missed. */
  readonly head: number;
}

/** What the crowd tells, as a line of JSON, when all of it has caught up; milliseconds from the first connect. */
export interface CrowdReport {
  readonly allMs: number;
  /** Until half of them had. */
  readonly halfMs: number;
  /** Part of its core that the crowd took. */
  readonly cpu: number;
  readonly entries: number;
}

/** What the load of `bench -- recovery` is asked for, as JSON in its first argument. */
export interface RecoveryOrder {
  readonly transport: string;
  readonly port: number;
  readonly serverPid: number;
  readonly clients: number;
  readonly missed: number;
  /** Clients stand at so many places. */
  readonly spread: number;
  readonly runs: number;
  readonly liveReaders: number;
  /** Messages a second. */
  readonly rate: number;
  readonly calmMs: number;
}

/** Of the live readers, in milliseconds from send to receipt. */
export interface Liveliness {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly deliveries: number;
  /** What the readers' own event loop was late by: that much of `p99` may be theirs. */
  readonly loopP99: number;
}

/** One return of everybody. */
export interface Return {
  readonly crowd: CrowdReport;
  readonly live: Liveliness;
  /** Part of its core that the server took meanwhile. */
  readonly serverCpu: number;
}

/** What was found over one transport. */
export interface RecoveryReport {
  readonly transport: string;
  readonly calm: Liveliness;
  readonly returns: readonly Return[];
  /** Over all returns together. */
  readonly during: Liveliness;
  /** When all are there and caught up. */
  readonly together: Liveliness;
  readonly restingBytes: number;
  readonly peakBytes: number;
}
