/** A value that is there, or on its way. */
export type Eventual<T> = T | Promise<T>;

/**
 * What `use` makes of a value: at once where it is there. A promise for each step of what is nearly always known already
 * would be work for every handshake.
 */
export function soon<T, U>(value: Eventual<T>, use: (value: T) => Eventual<U>): Eventual<U> {
  return value instanceof Promise ? value.then(use) : use(value);
}
