import type { Routes } from "./routes.ts";

/** Why host sites' tokens were refused lately, for the operator. */
export const refusalRoutes: Routes = (app, { refusals, visitor }) => {
  app.get("/api/refusals", async (request) => {
    (await visitor(request)).must("see refusals");
    return refusals.list();
  });
};
