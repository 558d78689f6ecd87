import type { Fields, HttpGateway } from "@madang/wire";

/** 10 min: browsers ask again after that, and a list of origins may change with a restart. */
const MAX_AGE_S = 600;

/** A page of another origin may read an answer (CORS says so), but not embed it; and nobody guesses what it is. */
const SAFE: Fields = {
  Vary: "Origin",
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** What every answer carries, and what lets a page of an allowed origin read an answer (WHATWG Fetch section 3.3). No origin, no browser. */
export function corsFields(origin: string | undefined, { fields }: HttpGateway): Fields {
  if (origin === undefined) return SAFE;
  return {
    ...SAFE,
    "Access-Control-Allow-Origin": origin,
    "Access-Control-Allow-Credentials": "true",
    "Access-Control-Expose-Headers": fields.read.join(", "),
  };
}

/** The answer to OPTIONS, a browser's question before a request or anybody's; `asked`: Access-Control-Request-Headers. */
export function optionsFields({ methods, fields: { sent } }: HttpGateway, asked = ""): Fields {
  return {
    Allow: [...methods, "OPTIONS"].join(", "),
    "Access-Control-Allow-Methods": methods.join(", "),
    "Access-Control-Allow-Headers": sent === "any" ? asked : sent.join(", "),
    "Access-Control-Max-Age": String(MAX_AGE_S),
  };
}
