import { type Ban, checkName } from "@madang/hub";
import { plainAddress } from "@madang/net";
import { badRequest, notFound } from "./problem.ts";
import type { Routes } from "./routes.ts";

/** The operator's bans: `/api/bans/name/{name}` and `/api/bans/address/{ip}`. */
export const banRoutes: Routes = (app, { hub, visitor }) => {
  app.get("/api/bans", async (request) => {
    (await visitor(request)).must("ban");
    return hub.bans();
  });

  app.put<{ Params: { kind: string; value: string } }>("/api/bans/:kind/:value", async (request, reply) => {
    (await visitor(request)).must("ban");
    const ban = readBan(request.params);
    return reply.code((await hub.ban(ban)) ? 201 : 200).send(ban);
  });

  app.delete<{ Params: { kind: string; value: string } }>("/api/bans/:kind/:value", async (request, reply) => {
    (await visitor(request)).must("ban");
    const ban = readBan(request.params);
    if (!(await hub.lift(ban))) throw notFound(`there is no ban of the ${ban.kind} ${ban.value}`);
    return reply.code(204).send();
  });
};

/** Names and addresses as callers bear them, or the ban would meet nobody. */
function readBan({ kind, value }: { readonly kind: string; readonly value: string }): Ban {
  if (kind === "name") {
    const checked = checkName(value);
    if ("problem" in checked) throw badRequest(`nobody can have this name: ${checked.problem}`);
    return { kind, value: checked.name };
  }
  if (kind !== "address") throw badRequest('a ban is of a "name" or an "address"');
  const address = plainAddress(value);
  if (address === undefined) throw badRequest(`${JSON.stringify(value)} is not an IP address`);
  return { kind, value: address };
}
