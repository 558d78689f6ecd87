/** What `madang` can be told to do. Each is loaded when it is asked for: help does not wait for a server to be read. */
export const COMMANDS: Readonly<Record<string, (args: readonly string[]) => Promise<void> | void>> = {
  serve: async (args) => (await import("./serve.ts")).serve(args),
  echo: async (args) => (await import("./echo.ts")).echo(args),
  probe: async (args) => (await import("./probe.ts")).probe(args),
  tail: async (args) => (await import("./tail.ts")).tail(args),
  send: async (args) => (await import("./send.ts")).send(args),
  backup: async (args) => (await import("./backup.ts")).backup(args),
  restore: async (args) => (await import("./restore.ts")).restore(args),
};
