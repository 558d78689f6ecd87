export { type Author, authorKey } from "./author.ts";
export type { Ban, BanStore } from "./bans.ts";
export type { Broker, News } from "./broker.ts";
export type { Chance } from "./chance.ts";
export { EMPTY_CHECK, nextCheck } from "./check.ts";
export type { Cancel, Clock } from "./clock.ts";
export { type Content, contentSize, type Draft, type Entry, type Headers, sameContent } from "./entry.ts";
export type { Crowd, Happening, Joined, Left, Relay, Removed, Signal, Skipped, Typists } from "./happening.ts";
export type { HistoryPage } from "./history.ts";
export { Hub, type HubPorts } from "./hub.ts";
export type { LeftOut } from "./left-out.ts";
export type { Gone } from "./locate.ts";
export type { Receipt, WholeReceipt } from "./log.ts";
export type { Member } from "./member.ts";
export { MemoryBus } from "./memory-bus.ts";
export { MemoryStore } from "./memory-store.ts";
export { foldName, type NameStore, Names } from "./names.ts";
export type { Outlet } from "./outlet.ts";
export type { Person } from "./person.ts";
export { type CheckedName, checkName, MAX_NAME_GRAPHEMES } from "./person-name.ts";
export { formatPosition, type Position, parsePosition, startOf } from "./position.ts";
export type { Reading } from "./reading.ts";
export {
  formatRetention,
  parseRetention,
  type Registry,
  type Retention,
  type RoomRecord,
  type RoomSettings,
} from "./registry.ts";
export type { Action, Rights } from "./rights.ts";
export type { Room } from "./room.ts";
export { MAX_ROOM_NAME_LENGTH, parseRoomName } from "./room-name.ts";
export type { Reader } from "./room-ports.ts";
export type { Item, Spelling } from "./spelling.ts";
export { type Appended, type Conflict, type Head, type Health, type Kept, type Store, StoreRefusal } from "./store.ts";
export type { Turn } from "./turn.ts";
export type { Waiter, Wakening } from "./waiters.ts";
