export { backUpDatabase, restoreDatabase } from "./backup.ts";
export { openSqliteStore, type SqliteStoreOptions } from "./open.ts";
export type { SqliteStore } from "./sqlite-store.ts";
export { StoreOpenError } from "./store-open-error.ts";
export { UsageError } from "./usage-error.ts";
