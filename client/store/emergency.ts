/** The numbers that help comes by, in France. */
const NUMBER = /(?<![\d\p{L}])(?:112|114|115|15|17|18)(?![\d\p{L}]|[\s\u00a0\u202f]*(?:m|cm|min|h|km|%)\b)/gu

/** The emergency numbers that a sentence names, each once: what is to be called at a touch. */
export function emergencyNumbers(text: string): string[] {
  return [...new Set(text.match(NUMBER) ?? [])]
}
