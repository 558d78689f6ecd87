/** The longest text, in UTF-16 units: 48 KiB in its widest UTF-8, well inside one message. */
export const MAX_TEXT_LENGTH = 16_384;
/** An id that a client makes: a UUID has 36 characters. */
export const MAX_ID_LENGTH = 64;
/** A key, in UTF-16 units: a symbol, a name, or a path of some words; a room remembers a thousand of them. */
export const MAX_KEY_LENGTH = 128;
/** A `ref` only has to tell a client's open questions apart. */
export const MAX_REF_LENGTH = 64;
/** A room's name as it is given, in UTF-16 units: 64 letters, each of which may come in pieces (NFD). */
export const MAX_ROOM_LENGTH = 512;
/** Entries of history in one answer: a few screens. */
export const MAX_HISTORY = 200;
/** Rooms of one connection. */
export const MAX_ROOMS = 32;
