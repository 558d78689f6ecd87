import { html, type TemplateResult } from "lit";

/** The letter ㅁ is the plan of a Korean house around its yard; with somebody in it, it is the mark of Madang. */
export function logo(): TemplateResult {
  return html`<svg class="logo" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <rect class="roof" x="2" y="2" width="28" height="28" rx="8" />
    <rect class="ground" x="9" y="9" width="14" height="14" rx="3" />
    <circle class="one" cx="14" cy="17.5" r="2.4" />
    <circle class="other" cx="19" cy="14.2" r="1.9" />
  </svg>`;
}

/** A house with its yard: tiled roof, paper doors, jars, a persimmon tree, two people talking. */
export function yard(): TemplateResult {
  return html`<svg class="yard" viewBox="0 0 240 184" aria-hidden="true" focusable="false">
    <circle class="sun" cx="176" cy="46" r="30" />
    <path class="hills" d="M14 152C34 96 62 92 84 116C100 82 142 72 164 110C186 88 216 104 228 152z" />
    <ellipse class="yard-ground" cx="120" cy="162" rx="116" ry="16" />
    <path class="wall" d="M64 96h112v48H64z" />
    <path class="door" d="M106 102h28v42h-28zM72 106h22v22H72zM146 106h22v22h-22z" />
    <path class="lattice" d="M113 102v42M120 102v42M127 102v42M106 112h28M106 122h28M106 132h28M79 106v22M87 106v22M72 113h22M72 121h22M153 106v22M161 106v22M146 113h22M146 121h22" />
    <path class="pillars" d="M66 96v48M100 96v48M140 96v48M174 96v48" />
    <path class="porch" d="M56 141h128v6H56z" />
    <path class="steps" d="M66 147h108v7H66zM104 154h32v6h-32z" />
    <path class="beam" d="M54 93h132v6H54z" />
    <path class="beam-dots" d="M62 96h118" />
    <path class="roof" d="M26 79C46 82 57 66 66 47C96 53 144 53 174 47C183 66 194 82 214 79C200 92 176 95 120 95C64 95 40 92 26 79z" />
    <path class="tiles" d="M78 55C76 70 70 82 62 91M92 57C91 72 87 84 82 93M106 58C106 72 103 85 101 94M120 58v37M134 58C134 72 137 85 139 94M148 57C149 72 153 84 158 93M162 55C164 70 170 82 178 91" />
    <path class="ridge" d="M62 45C92 54 148 54 178 45" />
    <path class="eaves" d="M26 79C40 92 64 95 120 95C176 95 200 92 214 79" />
    <g class="jars">
      <path d="M30 158q-3-15 7-15t7 15q-7 3-14 0z" />
      <path d="M46 163q-2-11 6-11t6 11q-6 2-12 0z" />
      <path class="lid" d="M32 143h10M48 152h8" />
    </g>
    <path class="trunk" d="M206 163C203 148 209 138 205 124M206 140C211 136 213 133 215 128M206 146C200 142 198 138 196 132" />
    <g class="leaves">
      <circle cx="205" cy="116" r="13" />
      <circle cx="217" cy="125" r="9" />
      <circle cx="193" cy="126" r="9" />
    </g>
    <g class="fruit">
      <circle cx="199" cy="112" r="3" />
      <circle cx="210" cy="117" r="3" />
      <circle cx="203" cy="124" r="3" />
      <circle cx="218" cy="127" r="2.7" />
      <circle cx="191" cy="128" r="2.7" />
    </g>
    <path class="one" d="M79 172c0-9 3-13 7.5-13s7.5 4 7.5 13z" />
    <circle class="one" cx="86.5" cy="154" r="4.6" />
    <path class="other" d="M104 174c0-9 3-13 7.5-13s7.5 4 7.5 13z" />
    <circle class="other" cx="111.5" cy="156" r="4.6" />
    <path class="talk" d="M94 153q5-4 10 .5" />
  </svg>`;
}
