/** The door with its style, for an element that has to ask for a name by itself; loaded only then. */
export { sheet } from "./door.css";
export { door } from "./door.ts";
