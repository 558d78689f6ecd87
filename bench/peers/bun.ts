/** A broadcast server on Bun, which runs this file: every text is published to everybody as `name:text`. */

interface Socket {
  readonly data: { readonly name: string };
  subscribe(topic: string): void;
}

interface Server {
  readonly port: number;
  publish(topic: string, text: string): number;
  upgrade(request: Request, options: { readonly data: Socket["data"] }): boolean;
}

interface Serve {
  readonly hostname: string;
  readonly port: number;
  fetch(request: Request, server: Server): Response | undefined;
  readonly websocket: {
    readonly perMessageDeflate: boolean;
    open(socket: Socket): void;
    message(socket: Socket, text: string): void;
  };
}

/** The part of Bun's API that this needs; its types would clash with Node's. */
declare const Bun: { serve(options: Serve): Server };

const server = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  fetch(request, server) {
    const name = new URL(request.url).searchParams.get("name") ?? "guest";
    return server.upgrade(request, { data: { name } }) ? undefined : new Response("", { status: 426 });
  },
  websocket: {
    perMessageDeflate: false,
    open: (socket) => socket.subscribe("room"),
    message: ({ data }, text) => void server.publish("room", `${data.name}:${text}`),
  },
});
process.stdout.write(`${JSON.stringify({ port: server.port })}\n`);
process.stdin.on("end", () => process.exit(0)).resume();
