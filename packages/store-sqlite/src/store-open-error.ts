/** The data folder cannot be served from: one line that names the folder and says why. */
export class StoreOpenError extends Error {
  override readonly name = "StoreOpenError";
}
