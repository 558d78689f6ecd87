/** The first of the languages with the highest quality (RFC 9110 section 12.5.4), without its region. */
export function favourite(acceptLanguage: string): string {
  let best = { language: "", quality: 0 };
  for (const range of acceptLanguage.toLowerCase().split(",")) {
    const [tag = "", ...parameters] = range.split(";").map((part) => part.trim());
    const weight = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
    const quality = weight === undefined ? 1 : Number(weight);
    if (quality > best.quality) best = { language: tag.split("-")[0] ?? "", quality };
  }
  return best.language;
}
