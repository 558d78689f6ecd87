/** One bar: its length is the logarithm of `value`, its text is free. */
export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly text: string;
  /** The one that the chart is about. */
  readonly own: boolean;
}

/** Bars of one kind of run, under a title of their own. */
export interface Panel {
  readonly title: string;
  readonly bars: readonly Bar[];
}

/** A chart of horizontal bars over a scale of powers of ten that all panels share. */
export interface BarChart {
  readonly title: string;
  readonly note: string;
  readonly panels: readonly Panel[];
  /** How a power of ten is written under the scale. */
  tick(value: number): string;
}

const WIDTH = 760;
/** Where bars begin; names stand left of it. */
const LEFT = 116;
/** Free on the right, for the longest bar's text. */
const RIGHT = 190;
const ROW = 26;
const BAR = 16;
const PANEL_HEAD = 34;
const HEAD = 52;
const FOOT = 50;

/** Colours follow the reader's scheme; both pass 4.5:1 against their backgrounds. */
const STYLE = `
  svg { color-scheme: light dark; font: 13px system-ui, sans-serif; }
  .page { fill: #ffffff; } text { fill: #1f2328; } .soft { fill: #57606a; }
  .grid { stroke: #d0d7de; } .bar { fill: #8c959f; } .own { fill: #0969da; }
  .title { font-size: 15px; font-weight: 600; } .panel { font-weight: 600; }
  @media (prefers-color-scheme: dark) {
    .page { fill: #0d1117; } text { fill: #e6edf3; } .soft { fill: #9198a1; }
    .grid { stroke: #30363d; } .bar { fill: #6e7681; } .own { fill: #4493f8; }
  }`;

/** The chart as SVG. */
export function barChart(chart: BarChart): string {
  const values = chart.panels.flatMap(({ bars }) => bars.map(({ value }) => value)).filter((value) => value > 0);
  const scale = new Scale(Math.min(...values), Math.max(...values));
  const height = HEAD + FOOT + chart.panels.reduce((sum, panel) => sum + panelHeight(panel), 0);
  let y = HEAD;
  const panels = chart.panels.map((panel) => {
    const drawn = panelLines(panel, scale, y);
    y += panelHeight(panel);
    return drawn.join("\n");
  });
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="title">`,
    `<title id="title">${escaped(chart.title)}</title>`,
    `<style>${STYLE}\n</style>`,
    `<rect class="page" width="${WIDTH}" height="${height}"/>`,
    `<text class="title" x="16" y="28">${escaped(chart.title)}</text>`,
    ...ticks(chart, scale, y),
    ...panels,
    `<text class="soft" x="16" y="${height - 12}">${escaped(chart.note)}</text>`,
    "</svg>",
  ].join("\n")}\n`;
}

/** From a power of ten below all values to the largest. */
class Scale {
  readonly first: number;
  readonly last: number;
  readonly #end: number;

  constructor(least: number, most: number) {
    this.first = Math.ceil(Math.log10(least)) - 1;
    this.#end = Math.max(Math.log10(most), this.first + 1);
    this.last = Math.floor(this.#end);
  }

  x(value: number): number {
    const part = (Math.log10(value) - this.first) / (this.#end - this.first);
    return LEFT + Math.max(0, part) * (WIDTH - LEFT - RIGHT);
  }
}

function panelHeight({ bars }: Panel): number {
  return PANEL_HEAD + bars.length * ROW;
}

function ticks({ tick }: BarChart, scale: Scale, bottom: number): string[] {
  const powers = Array.from({ length: scale.last - scale.first + 1 }, (_, index) => 10 ** (scale.first + index));
  return powers.flatMap((value) => {
    const x = scale.x(value).toFixed(1);
    return [
      `<line class="grid" x1="${x}" x2="${x}" y1="${HEAD}" y2="${bottom}"/>`,
      `<text class="soft" x="${x}" y="${bottom + 16}" text-anchor="middle">${escaped(tick(value))}</text>`,
    ];
  });
}

function panelLines({ title, bars }: Panel, scale: Scale, top: number): string[] {
  const lines = bars.flatMap(({ name, value, text, own }, index) => {
    const y = top + PANEL_HEAD + index * ROW;
    const end = scale.x(value);
    return [
      `<text x="${LEFT - 8}" y="${y + 13}" text-anchor="end">${escaped(name)}</text>`,
      `<rect class="${own ? "own" : "bar"}" x="${LEFT}" y="${y}" width="${(end - LEFT).toFixed(1)}" height="${BAR}" rx="2"/>`,
      `<text x="${(end + 6).toFixed(1)}" y="${y + 13}">${escaped(text)}</text>`,
    ];
  });
  return [`<text class="panel" x="16" y="${top + 22}">${escaped(title)}</text>`, ...lines];
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
