/** Names nobody can guess or meet twice: at least 96 random bits, of the characters `0-9a-z`. */
export interface Chance {
  id(): string;
}
