const KEYS = ["keydown", "keypress", "keyup"] as const;

/**
 * What is typed into our fields is nobody else's: a host page's one-letter shortcuts would see the element, not the
 * field, and take the letters. A host's listeners in the capture phase cannot be held off; docs/embed.md says so.
 */
export function fenceKeys(root: ShadowRoot): void {
  for (const type of KEYS) {
    root.addEventListener(type, (event) => {
      const [target] = event.composedPath();
      if (target instanceof HTMLElement && target.matches("textarea, input, select")) event.stopPropagation();
    });
  }
}
