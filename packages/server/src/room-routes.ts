import { formatRetention, type Hub, parseRetention, parseRoomName, type RoomSettings } from "@madang/hub";
import { badRequest, notFound, Problem } from "./problem.ts";
import type { Routes } from "./routes.ts";

/** Rooms over HTTP: list, make, change, take an entry away. */
export const roomRoutes: Routes = (app, { hub, visitor }) => {
  app.get("/api/rooms", async (request) => {
    (await visitor(request)).must("read");
    return (await hub.rooms()).map(({ name, ...settings }) => ({ name, ...said(settings) }));
  });

  app.put<{ Params: { room: string } }>("/api/rooms/:room", async (request, reply) => {
    (await visitor(request)).must("put room");
    const name = roomName(request.params.room);
    const settings = readSettings(request.body);
    const outcome = await hub.putRoom(name, settings);
    if (outcome === "kind") {
      throw new Problem(409, `the room ${name} exists, and a kept room cannot become volatile or the other way round`);
    }
    return reply.code(outcome === "made" ? 201 : 200).send({ name, ...said(settings) });
  });

  app.delete<{ Params: { room: string; offset: string } }>(
    "/api/rooms/:room/entries/:offset",
    async (request, reply) => {
      (await visitor(request)).must("remove entry");
      const room = await openRoom(hub, request.params.room);
      const offset = /^[1-9]\d{0,14}$/.test(request.params.offset) ? Number(request.params.offset) : undefined;
      if (offset === undefined) throw badRequest("an offset is a number from 1 on");
      if (!(await room.remove(offset))) throw notFound(`the room ${room.name} has no entry ${offset}`);
      return reply.code(204).send();
    },
  );
};

/** Settings as they are told; what is usual, but for the retention, is not. */
function said({ retention, relay }: RoomSettings): object {
  return { retention: formatRetention(retention), ...(relay === false ? { relay } : {}) };
}

function roomName(text: string): string {
  const name = parseRoomName(text);
  if (name === undefined)
    throw badRequest(`${JSON.stringify(text)}: a room's name is 1 to 64 letters, digits, "-", "_" or "."`);
  return name;
}

async function openRoom(hub: Hub, text: string): Promise<NonNullable<Awaited<ReturnType<Hub["room"]>>>> {
  const room = await hub.room(roomName(text));
  if (room === undefined) throw notFound(`there is no room named ${text}`);
  return room;
}

function readSettings(body: unknown): RoomSettings {
  if (body === undefined || body === null) return { retention: "forever" };
  if (typeof body !== "object" || Array.isArray(body)) throw badRequest("the body is a JSON object");
  const unknown = Object.keys(body).find((key) => key !== "retention" && key !== "relay");
  if (unknown !== undefined) throw badRequest(`a room has no setting ${JSON.stringify(unknown)}`);
  const relay = "relay" in body ? body.relay : true;
  if (typeof relay !== "boolean") throw badRequest("relay is true or false");
  const text = "retention" in body ? body.retention : "forever";
  const retention = typeof text === "string" ? parseRetention(text) : undefined;
  if (retention === undefined) throw badRequest('retention is "forever", "volatile" or a number of days such as "30d"');
  return relay ? { retention } : { retention, relay };
}
