/** How long a new room keeps what is said, as the form offers it. */
export const RETENTIONS = ["forever", "30d", "volatile"] as const;
export type Retention = (typeof RETENTIONS)[number];

export function retentionOf(value: unknown): Retention {
  return RETENTIONS.find((retention) => retention === value) ?? "forever";
}
