import type { Entry, Item, Skipped } from "@madang/hub";
import type { Message } from "@madang/wire";

/** An item in the words of the bare WebSocket, `name:text`; undefined for what it has no words for. */
export function textLine(item: Item): Message | undefined {
  switch (item.kind) {
    case "entry":
      return entryLine(item);
    case "joined":
      return `:${item.person.name}님이 입장하셨습니다.`;
    case "left":
      return `:${item.person.name}님이 퇴장하셨습니다.`;
    case "crowd":
      return `:${item.joined}명이 입장하고 ${item.left}명이 퇴장하셨습니다. 지금 ${item.present}명이 함께 있습니다.`;
    case "relay":
      return item.data;
    case "skipped":
      return skippedLine(item);
    case "removed":
    case "signal":
    case "typing":
      return undefined;
  }
}

function entryLine({ content, author, removed }: Entry): string | undefined {
  if (removed) return undefined;
  const text = "text" in content ? content.text : `(${content.contentType}, ${content.data.length} bytes)`;
  return `${author.name}:${text}`;
}

function skippedLine({ entries, conflated = 0 }: Skipped): string | undefined {
  const gone = entries > 0 ? [`지나간 메시지 ${entries}개는 더 이상 볼 수 없습니다.`] : [];
  const older = conflated > 0 ? [`새 값이 나온 메시지 ${conflated}개는 건너뛰었습니다.`] : [];
  return gone.length + older.length === 0 ? undefined : `:${[...gone, ...older].join(" ")}`;
}
