export { StoreOpenError } from "@madang/store-sqlite";
export type { Logger } from "pino";
export { compose, type Running } from "./compose.ts";
export { backUp, restore } from "./data-folder.ts";
export { type EchoHost, type EchoSettings, openEchoHost } from "./echo-host.ts";
export { makeLog } from "./log.ts";
export { flagOf, OptionError, variableOf } from "./option.ts";
export { OPTIONS, readSettings, type Settings } from "./settings.ts";
