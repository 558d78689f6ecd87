import type { Spread } from "./median.ts";

/** 1234567 as `1.23 M`, 12345 as `12.3 k`. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return "–";
  if (value >= 1e6) return `${(value / 1e6).toFixed(2)} M`;
  if (value >= 1e4) return `${(value / 1e3).toFixed(1)} k`;
  return value.toFixed(0);
}

/** The ends of a spread. */
export function ends(spread: Spread | undefined): string {
  return spread === undefined ? "–" : `${short(spread.min)} – ${short(spread.max)}`;
}

/** A ratio. */
export function times(value: number): string {
  return Number.isFinite(value) ? `${value.toFixed(value < 10 ? 2 : 1)} ×` : "–";
}

/** Microseconds as milliseconds. */
export function milliseconds(microseconds: number): string {
  return Number.isFinite(microseconds) ? (microseconds / 1000).toFixed(microseconds < 10_000 ? 2 : 1) : "–";
}

/** A part of one core. */
export function percent(part: number): string {
  return Number.isFinite(part) ? `${(part * 100).toFixed(0)} %` : "–";
}
