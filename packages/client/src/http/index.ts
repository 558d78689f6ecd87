export { openHttp } from "./http-link.ts";
