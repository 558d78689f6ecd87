import { problemText } from "./problem.ts";
import type { Retention } from "./retention.ts";

export interface RoomWish {
  readonly server: string;
  readonly room: string;
  readonly retention: Retention;
  readonly token: string;
}

/** What came of it: undefined when the room is there, else why not, and whether the token was the reason. */
export interface RoomRefusal {
  readonly why: string;
  readonly token: boolean;
}

/** Makes a room, or changes the one there is. */
export async function makeRoom(wish: RoomWish, fetching: typeof fetch): Promise<RoomRefusal | undefined> {
  const headers = { Authorization: `Bearer ${wish.token}`, "Content-Type": "application/json" };
  const body = JSON.stringify({ retention: wish.retention });
  try {
    const url = new URL(`api/rooms/${encodeURIComponent(wish.room)}`, wish.server);
    const response = await fetching(url, { method: "PUT", headers, body });
    if (response.ok) return undefined;
    const problem: unknown = await response.json().catch(() => undefined);
    const token = response.status === 401 || response.status === 403;
    return { why: problemText(response.status, problem), token };
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error), token: false };
  }
}
